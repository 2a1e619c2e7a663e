// Steps that are copied, within a procedure and to another one: keys made unique, references mended, and told where they cannot be.

import type { Edit } from "../editing/history";
import { type Json, type JsonObject, isList, isObject, listAt, objectsAt, stringAt } from "../kernel/json";
import type { Operation } from "../kernel/patch";
import { say, t } from "../ui/language";
import { edgesOf, freeKey, keyOf, lanesOf, nodesOf, selection } from "./model";

/** What was copied, with everything of its flow that it names. */
export interface Clip {
  /** The digest-free identity of where it came from: key and stage. */
  readonly from: string;
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
  readonly lanes: readonly JsonObject[];
  readonly data: readonly JsonObject[];
  readonly checks: readonly JsonObject[];
  readonly documents: readonly JsonObject[];
}

export interface Pasted {
  readonly edit: Edit;
  readonly keys: readonly string[];
  /** What could not be taken along, in words. */
  readonly told: readonly string[];
}

const SHARED = ["data", "checks", "documents"] as const;
/** Where the browser keeps a clip: each officer has their own. */
const place = (): string => `minaoshi:steps:${document.getElementById("editor")?.dataset["officer"] ?? ""}`;

export const copied = (flow: JsonObject, keys: ReadonlySet<string>): Clip => {
  const nodes = nodesOf(flow).filter((node) => keys.has(keyOf(node)));
  const edges = edgesOf(flow).filter((edge) => keys.has(stringAt(edge, "from")) && keys.has(stringAt(edge, "to")));
  const named = namesIn([...nodes, ...edges]);
  const part = (list: string): readonly JsonObject[] => objectsAt(flow, list).filter((each) => named.has(keyOf(each)) || named.has(keyOf(each).split(".")[0] ?? ""));
  const lanes = new Set(nodes.flatMap((node) => [stringAt(node, "lane"), stringAt(node, "to"), ...listAt(node, "members").map(String)]));
  return {
    from: identity(flow), nodes, edges, lanes: lanesOf(flow).filter((lane) => lanes.has(keyOf(lane))),
    data: part("data"), checks: part("checks"), documents: part("documents"),
  };
};

/** Put a clip into `flow`; `forms`, `tables`, `letters` are what this procedure has. */
export const pasted = (flow: JsonObject, clip: Clip, around: JsonObject, label: string): Pasted => {
  const told: string[] = [];
  const patch: Operation[] = [];
  const lanes = lanesFor(flow, clip, patch);
  const keys = keysFor(flow, clip.nodes);
  for (const list of SHARED) {
    const known = new Set(objectsAt(flow, list).map(keyOf));
    const added = clip[list].filter((each) => !known.has(keyOf(each)));
    if (added.length > 0) patch.push({ op: "add", path: `/${list}`, value: [...objectsAt(flow, list), ...added] });
  }
  const at = { flow, around, lanes, keys, same: clip.from === identity(flow), told };
  for (const node of clip.nodes) patch.push({ op: "add", path: "/nodes/-", value: mended(node, at) });
  for (const edge of clip.edges) {
    patch.push({ op: "add", path: "/edges/-", value: { ...edge, from: keys.get(stringAt(edge, "from")) ?? "", to: keys.get(stringAt(edge, "to")) ?? "" } });
  }
  const first = keys.get(keyOf(clip.nodes[0] ?? {}));
  return { edit: { label, patch, ...(first === undefined ? {} : { select: selection("node", first) }) }, keys: [...keys.values()], told };
};

/** Keep a clip for other tabs and procedures of this browser. */
export const keepClip = (clip: Clip): void => {
  try {
    localStorage.setItem(place(), JSON.stringify(clip));
  } catch {
    // A forbidden store only means that nothing can be pasted elsewhere.
  }
};

export const keptClip = (): Clip | null => {
  try {
    const found = JSON.parse(localStorage.getItem(place()) ?? "null") as Json;
    if (!isObject(found) || objectsAt(found, "nodes").length === 0) return null;
    const part = (list: string): readonly JsonObject[] => objectsAt(found, list);
    return { from: stringAt(found, "from"), nodes: part("nodes"), edges: part("edges"), lanes: part("lanes"), data: part("data"), checks: part("checks"), documents: part("documents") };
  } catch {
    return null;
  }
};

const identity = (flow: JsonObject): string => `${stringAt(flow, "key")}/${stringAt(flow, "stage")}`;

/** Every text in `value` that could be a key of something: what is looked up is looked up by key. */
const namesIn = (value: Json | undefined): Set<string> => {
  if (typeof value === "string") return new Set([value, value.split(".")[0] ?? ""]);
  const inner = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return new Set(inner.flatMap((each) => [...namesIn(each)]));
};

const keysFor = (flow: JsonObject, nodes: readonly JsonObject[]): ReadonlyMap<string, string> => {
  const taken: JsonObject[] = [...nodesOf(flow)];
  return new Map(nodes.map((node) => {
    const key = freeKey({ ...flow, nodes: taken }, keyOf(node));
    taken.push({ key });
    return [keyOf(node), key];
  }));
};

/** Which lane stands for each lane of the clip: the one of the same key and kind, of the same kind, or a copy. */
const lanesFor = (flow: JsonObject, clip: Clip, patch: Operation[]): ReadonlyMap<string, string> => {
  const own = lanesOf(flow);
  return new Map(clip.lanes.map((lane) => {
    const fits = own.filter((each) => each["kind"] === lane["kind"]);
    const found = fits.find((each) => keyOf(each) === keyOf(lane)) ?? fits.find((each) => say(each["title"]) === say(lane["title"])) ?? fits[0];
    if (found !== undefined) return [keyOf(lane), keyOf(found)];
    const key = freeKey(flow, keyOf(lane), "lanes");
    patch.push({ op: "add", path: "/lanes/-", value: { ...lane, key } });
    return [keyOf(lane), key];
  }));
};

interface Target {
  readonly flow: JsonObject;
  readonly around: JsonObject;
  readonly lanes: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
  /** Whether the clip came from this very flow. */
  readonly same: boolean;
  readonly told: string[];
}

const REFERENCES = () => [
  { name: "form", list: "forms", said: t("フォーム", "form") }, { name: "table", list: "tables", said: t("判定表", "table") },
  { name: "template", list: "letters", said: t("通知文", "letter") },
] as const;

/** A node as it stands in its new flow: what it names is there, or it is not named any more. */
const mended = (node: JsonObject, at: Target): JsonObject => {
  const made: Record<string, Json> = { ...node, key: at.keys.get(keyOf(node)) ?? keyOf(node) };
  const title = say(node["title"]) || keyOf(node);
  const lost = (name: string, what: string): void => {
    delete made[name];
    at.told.push(t(`「${title}」の${what}は、ここにはないため外しました。`, `“${title}”: its ${what} is not here and was taken out.`));
  };
  for (const name of ["lane", "to"]) if (typeof node[name] === "string") made[name] = at.lanes.get(node[name]) ?? node[name];
  if (isList(node["members"])) made["members"] = [...new Set(node["members"].map((each) => at.lanes.get(String(each)) ?? String(each)))];
  for (const { name, list, said } of REFERENCES()) {
    if (typeof node[name] === "string" && !at.same && !objectsAt(at.around, list).some((each) => keyOf(each) === node[name])) lost(name, said);
  }
  const controls = new Set(objectsAt(at.flow, "controls").map(keyOf));
  const performed = typeof node["control"] === "string" ? [node["control"]] : listAt(node, "control").map(String);
  if (performed.some((key) => !controls.has(key))) {
    lost("control", t("統制", "control"));
    const kept = performed.filter((key) => controls.has(key));
    if (kept.length > 0) made["control"] = kept;
  }
  if (!at.same && node["derived_from"] !== undefined) delete made["derived_from"];
  const levels = new Set(listAt(at.flow, "levels").map(String));
  if (!at.same && typeof node["level"] === "string" && levels.size > 0 && !levels.has(node["level"])) lost("level", t("決裁の役職", "level"));
  if (isObject(node["assign"])) assigned(node["assign"], made, at, () => lost("assign", t("「だれがするか」", "assignment")));
  return made;
};

const assigned = (assign: JsonObject, made: Record<string, Json>, at: Target, lost: () => void): void => {
  const here = new Set(nodesOf(at.flow).map(keyOf));
  const follow = (key: Json): string | undefined => at.keys.get(String(key)) ?? (at.same && here.has(String(key)) ? String(key) : undefined);
  for (const name of ["same_as", "not_same_as"]) {
    const given = assign[name];
    if (given === undefined) continue;
    const kept = (isList(given) ? given : [given]).map(follow).filter((key) => key !== undefined);
    if (kept.length === 0) return lost();
    made["assign"] = { [name]: isList(given) ? kept : (kept[0] ?? "") };
  }
};
