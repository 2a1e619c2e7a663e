// Edits of a flow as commands: pure functions from the document to a patch. Nothing here knows a canvas.

import type { Edit } from "../editing/history";
import { type Json, type JsonObject, isList, listAt, objectsAt, stringAt } from "../kernel/json";
import type { Operation, Patch } from "../kernel/patch";
import { DEFAULT_OUTCOMES, GATEWAYS, type Step } from "./parts";

export const nodesOf = (flow: JsonObject): readonly JsonObject[] => objectsAt(flow, "nodes");
export const edgesOf = (flow: JsonObject): readonly JsonObject[] => objectsAt(flow, "edges");
export const lanesOf = (flow: JsonObject): readonly JsonObject[] => objectsAt(flow, "lanes");
export const keyOf = (value: JsonObject): string => stringAt(value, "key");

/** How formats.md names an edge: `from->to`, with `#outcome` where it has one. */
export const edgeName = (edge: JsonObject): string => {
  const outcome = stringAt(edge, "outcome");
  return `${stringAt(edge, "from")}->${stringAt(edge, "to")}${outcome && `#${outcome}`}`;
};

/** A selection is `node:key`, `edge:name`, `lane:key` or "" for the whole flow: keys survive where places shift. */
export const selection = (kind: "node" | "edge" | "lane", key: string): string => `${kind}:${key}`;
export const keyIn = (selected: string, kind: "node" | "edge" | "lane"): string =>
  selected.startsWith(`${kind}:`) ? selected.slice(kind.length + 1) : "";

export const placeOfNode = (flow: JsonObject, key: string): number => nodesOf(flow).findIndex((node) => keyOf(node) === key);
export const placeOfEdge = (flow: JsonObject, name: string): number => edgesOf(flow).findIndex((edge) => edgeName(edge) === name);

export const freeKey = (flow: JsonObject, wanted: string, list: "nodes" | "lanes" | "data" = "nodes"): string => {
  const known = new Set(objectsAt(flow, list).map(keyOf));
  if (!known.has(wanted)) return wanted;
  const base = wanted.replace(/-\d+$/, "").slice(0, 60);
  for (let number = 2; ; number++) if (!known.has(`${base}-${number}`)) return `${base}-${number}`;
};

/** What a node ends with: its own outcomes, the defaults of its type, or none. */
export const outcomesOf = (node: JsonObject): readonly JsonObject[] => {
  const own = objectsAt(node, "outcomes");
  if (own.length > 0) return own;
  return ["review", "approval"].includes(stringAt(node, "type")) ? DEFAULT_OUTCOMES : [];
};

/** The first outcome that no edge takes yet, or undefined. */
export const freeOutcome = (flow: JsonObject, node: JsonObject): string | undefined => {
  const taken = new Set(edgesOf(flow).filter((edge) => edge["from"] === keyOf(node)).map((edge) => stringAt(edge, "outcome")));
  return outcomesOf(node).map(keyOf).find((outcome) => !taken.has(outcome));
};

/** Put a step in: into the selected edge, behind the selected step, or alone. Its lane is one of its kind. */
export const insert = (flow: JsonObject, step: Step, selected: string, label: string, wantedLane = ""): Edit => {
  const key = freeKey(flow, keyOf(step.node));
  const lane = wantedLane || laneFor(flow, step, selected);
  const { key: _old, type, title, ...rest } = step.node;
  const node = { key, type: type ?? "task", title: title ?? "", ...(lane ? { lane } : {}), ...recipient(flow, rest) };
  const patch: Operation[] = [{ op: "add", path: "/nodes/-", value: node }];
  const edge = placeOfEdge(flow, keyIn(selected, "edge"));
  if (edge >= 0) patch.push(...between(flow, edge, node));
  else patch.push(...behind(flow, keyIn(selected, "node"), node));
  return { label, patch, select: selection("node", key) };
};

/** A notice goes to the first lane of a resident, whatever its key is. */
const recipient = (flow: JsonObject, rest: JsonObject): JsonObject => {
  if (rest["to"] === undefined) return rest;
  const resident = lanesOf(flow).find((lane) => lane["kind"] === "resident");
  return { ...rest, to: resident ? keyOf(resident) : (rest["to"] ?? "") };
};

const laneFor = (flow: JsonObject, step: Step, selected: string): string => {
  const of = (kind: string): JsonObject | undefined => lanesOf(flow).find((lane) => lane["kind"] === kind);
  const beside = nodesOf(flow)[placeOfNode(flow, keyIn(selected, "node"))];
  const own = lanesOf(flow).find((lane) => beside !== undefined && keyOf(lane) === beside["lane"]);
  const found = own !== undefined && own["kind"] === step.lane ? own : of(step.lane);
  return keyOf(found ?? lanesOf(flow)[0] ?? {});
};

const isEnd = (node: JsonObject): boolean => node["type"] === "end";

const joined = (from: JsonObject, to: string): JsonObject => {
  const outcome = outcomesOf(from)[0];
  return { from: keyOf(from), to, ...(outcome ? { outcome: keyOf(outcome) } : {}) };
};

/** Split an edge around `node`: what led to its target leads to the node, and the node leads on. */
const between = (flow: JsonObject, place: number, node: JsonObject): Patch => {
  const edge = edgesOf(flow)[place];
  if (edge === undefined) return [];
  const first: Operation = { op: "replace", path: `/edges/${place}/to`, value: keyOf(node) };
  return isEnd(node) ? [first] : [first, { op: "add", path: `/edges/${place + 1}`, value: joined(node, stringAt(edge, "to")) }];
};

const behind = (flow: JsonObject, key: string, node: JsonObject): Patch => {
  const before = nodesOf(flow)[placeOfNode(flow, key)];
  if (before === undefined || isEnd(before)) return [];
  const next = edgesOf(flow).findIndex((edge) => edge["from"] === key);
  const free = freeOutcome(flow, before);
  const more = outcomesOf(before).length > 0 && next >= 0 && free !== undefined;
  if (next >= 0 && !more && !isEnd(node) && !isSplit(flow, before)) return between(flow, next, node);
  const edge = { from: key, to: keyOf(node), ...(free === undefined ? {} : { outcome: free }) };
  return [{ op: "add", path: "/edges/-", value: edge }];
};

/** Whether what is put behind a step becomes one more branch: behind gateways, and where ways carry conditions. */
const isSplit = (flow: JsonObject, node: JsonObject): boolean =>
  GATEWAYS.includes(stringAt(node, "type")) || edgesOf(flow).some((edge) => edge["from"] === keyOf(node) && (edge["when"] !== undefined || edge["default"] === true));

/** Take a step away; where only one way leads out of it, what led to it goes on along that way. */
export const removeNode = (flow: JsonObject, key: string, label: string): Edit => {
  const place = placeOfNode(flow, key);
  if (place < 0) return { label, patch: [] };
  const out = edgesOf(flow).filter((edge) => edge["from"] === key && edge["to"] !== key);
  const target = out.length === 1 ? stringAt(out[0], "to") : "";
  const known = new Set(edgesOf(flow).map(edgeName));
  const patch: Operation[] = [];
  for (const [at, edge] of [...edgesOf(flow).entries()].reverse()) {
    const leads = edge["to"] === key && edge["from"] !== key && target !== "" && edge["from"] !== target;
    const name = edgeName({ ...edge, to: target });
    if (leads && !known.has(name)) {
      known.add(name);
      patch.push({ op: "replace", path: `/edges/${at}/to`, value: target });
    } else if (edge["from"] === key || edge["to"] === key) patch.push({ op: "remove", path: `/edges/${at}` });
  }
  patch.push({ op: "remove", path: `/nodes/${place}` });
  const before = edgesOf(flow).find((edge) => edge["to"] === key);
  return { label, patch, select: before && before["from"] !== key ? selection("node", stringAt(before, "from")) : "" };
};

/** Lead from one step to another, under an outcome that is still free. A way that is there already is none. */
export const connect = (flow: JsonObject, from: string, to: string, label: string): Edit => {
  const node = nodesOf(flow)[placeOfNode(flow, from)];
  if (node === undefined || isEnd(node) || placeOfNode(flow, to) < 0) return { label, patch: [] };
  const outcome = freeOutcome(flow, node) ?? (outcomesOf(node).length > 0 ? keyOf(outcomesOf(node)[0] ?? {}) : undefined);
  const edge = { from, to, ...(outcome === undefined ? {} : { outcome }) };
  if (placeOfEdge(flow, edgeName(edge)) >= 0) return { label, patch: [] };
  return { label, patch: [{ op: "add", path: "/edges/-", value: edge }], select: selection("edge", edgeName(edge)) };
};

export const removeEdge = (flow: JsonObject, name: string, label: string): Edit => {
  const place = placeOfEdge(flow, name);
  const from = stringAt(edgesOf(flow)[place], "from");
  return place < 0 ? { label, patch: [] } : { label, patch: [{ op: "remove", path: `/edges/${place}` }], select: selection("node", from) };
};

/** Change one property of an edge; its name may change with it, and the selection follows. */
export const changeEdge = (flow: JsonObject, name: string, property: string, value: Json | undefined, label: string): Edit => {
  const place = placeOfEdge(flow, name);
  const edge = edgesOf(flow)[place];
  if (edge === undefined) return { label, patch: [] };
  const { [property]: before, ...rest } = edge;
  const changed: JsonObject = value === undefined ? rest : { ...edge, [property]: value };
  if (edgeName(changed) !== name && placeOfEdge(flow, edgeName(changed)) >= 0) return { label, patch: [] };
  const path = `/edges/${place}/${property}`;
  const patch: Patch =
    value === undefined ? (before === undefined ? [] : [{ op: "remove", path }]) : [{ op: before === undefined ? "add" : "replace", path, value }];
  return { label, patch, select: selection("edge", edgeName(changed)) };
};

export const duplicate = (flow: JsonObject, key: string, label: string): Edit => {
  const place = placeOfNode(flow, key);
  const node = nodesOf(flow)[place];
  if (node === undefined) return { label, patch: [] };
  const copy = { ...node, key: freeKey(flow, key) };
  return { label, patch: [{ op: "add", path: `/nodes/${place + 1}`, value: copy }], select: selection("node", copy.key) };
};

/** Give a step another key; ways, assignments and controls that name it follow. */
export const renameNode = (flow: JsonObject, before: string, after: string, label: string): Edit => {
  const place = placeOfNode(flow, before);
  if (place < 0 || placeOfNode(flow, after) >= 0) return { label, patch: [] };
  const patch: Operation[] = [{ op: "replace", path: `/nodes/${place}/key`, value: after }];
  edgesOf(flow).forEach((edge, at) => {
    for (const end of ["from", "to"]) if (edge[end] === before) patch.push({ op: "replace", path: `/edges/${at}/${end}`, value: after });
  });
  nodesOf(flow).forEach((node, at) => {
    const assign = node["assign"];
    if (stringAt(assign, "same_as") === before) patch.push({ op: "replace", path: `/nodes/${at}/assign/same_as`, value: after });
    const others = (assign as JsonObject | undefined)?.["not_same_as"];
    if (isList(others)) others.forEach((other, number) => { if (other === before) patch.push({ op: "replace", path: `/nodes/${at}/assign/not_same_as/${number}`, value: after }); });
  });
  objectsAt(flow, "controls").forEach((control, at) => {
    for (const [name, value] of Object.entries((control["rule"] as JsonObject | undefined) ?? {})) {
      if (value === before) patch.push({ op: "replace", path: `/controls/${at}/rule/${name}`, value: after });
    }
  });
  return { label, patch, select: selection("node", after) };
};

export const addLane = (flow: JsonObject, kind: string, title: Json, label: string): Edit => {
  const key = freeKey(flow, kind === "staff" ? "office" : kind, "lanes");
  const value = { key, title, kind };
  return { label, patch: [{ op: "add", path: `/lanes/${lanesOf(flow).length}`, value }], select: selection("lane", key) };
};

/** Take a lane away that no step is in. */
export const removeLane = (flow: JsonObject, key: string, label: string): Edit => {
  const place = lanesOf(flow).findIndex((lane) => keyOf(lane) === key);
  const used = nodesOf(flow).some((node) => node["lane"] === key || node["to"] === key);
  return place < 0 || used || lanesOf(flow).length === 1 ? { label, patch: [] } : { label, patch: [{ op: "remove", path: `/lanes/${place}` }], select: "" };
};

export const moveLane = (flow: JsonObject, key: string, by: -1 | 1, label: string): Edit => {
  const place = lanesOf(flow).findIndex((lane) => keyOf(lane) === key);
  const target = place + by;
  if (place < 0 || target < 0 || target >= lanesOf(flow).length) return { label, patch: [] };
  return { label, patch: [{ op: "move", from: `/lanes/${place}`, path: `/lanes/${target}` }] };
};

/**
 * Let a step fill a form in: what the form asks becomes data of the flow that this step writes. What only the form
 * before asked goes again, unless another step knows it.
 */
export const bindForm = (
  flow: JsonObject, key: string, form: string, asked: readonly JsonObject[], before: readonly JsonObject[], label: string,
): Edit => {
  const place = placeOfNode(flow, key);
  const node = nodesOf(flow)[place];
  if (node === undefined) return { label, patch: [] };
  const top = asked.filter((field) => !stringAt(field, "name").includes(".") && stringAt(field, "type") !== "note");
  const writes = top.map((field) => stringAt(field, "name"));
  const others = new Set(nodesOf(flow).filter((other) => other !== node).flatMap((other) => ["reads", "writes"].flatMap((list) => listAt(other, list))));
  const gone = new Set(before.map((field) => stringAt(field, "name")).filter((name) => !writes.includes(name) && !others.has(name)));
  const kept = objectsAt(flow, "data").filter((item) => !gone.has(keyOf(item)));
  const known = new Set(kept.map(keyOf));
  const added = top.filter((field) => !known.has(stringAt(field, "name"))).map(dataOf);
  const patch: Operation[] = [];
  if (flow["data"] === undefined) patch.push({ op: "add", path: "/data", value: added });
  else if (added.length + gone.size > 0) patch.push({ op: "replace", path: "/data", value: [...kept, ...added] });
  patch.push({ op: node["form"] === undefined ? "add" : "replace", path: `/nodes/${place}/form`, value: form });
  patch.push({ op: node["writes"] === undefined ? "add" : "replace", path: `/nodes/${place}/writes`, value: writes });
  return { label, patch };
};

const dataOf = (field: JsonObject): JsonObject => ({
  key: stringAt(field, "name"),
  title: field["label"] ?? "",
  type: stringAt(field, "type"),
  source: field["type"] === "computed" ? "system" : "resident",
  ...(field["personal"] === true ? { personal: true } : {}),
});
