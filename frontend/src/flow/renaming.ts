// Other keys for what a flow holds: whatever names it follows. Pure functions from the document to a patch.

import type { Edit } from "../editing/history";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { type Operation, pointer } from "../kernel/patch";
import { edgesOf, keyOf, lanesOf, nodesOf, outcomesOf, placeOfNode, selection } from "./model";

/** Give a lane another key; steps, recipients and who decides together follow. */
export const renameLane = (flow: JsonObject, before: string, after: string, label: string): Edit => {
  const place = lanesOf(flow).findIndex((lane) => keyOf(lane) === before);
  if (place < 0 || lanesOf(flow).some((lane) => keyOf(lane) === after)) return { label, patch: [] };
  const patch: Operation[] = [{ op: "replace", path: `/lanes/${place}/key`, value: after }];
  nodesOf(flow).forEach((node, at) => {
    for (const name of ["lane", "to"]) if (node[name] === before) patch.push({ op: "replace", path: `/nodes/${at}/${name}`, value: after });
    patch.push(...inList(node["members"], `/nodes/${at}/members`, before, after));
  });
  return { label, patch, select: selection("lane", after) };
};

/** Lists of keys of data, wherever they stand. */
const OF_DATA = new Set(["reads", "writes", "deletes", "asserts"]);

/** Give an item of data another key; steps, documents and conditions that name it follow. */
export const renameData = (flow: JsonObject, before: string, after: string, label: string): Edit => {
  const place = objectsAt(flow, "data").findIndex((item) => keyOf(item) === before);
  if (place < 0 || objectsAt(flow, "data").some((item) => keyOf(item) === after)) return { label, patch: [] };
  const named = ["nodes", "edges", "documents", "checks", "controls"].flatMap((list) => naming(flow[list], `/${list}`, before, after));
  return { label, patch: [{ op: "replace", path: `/data/${place}/key`, value: after }, ...named] };
};

const naming = (value: Json | undefined, at: string, before: string, after: string): Operation[] => {
  if (isList(value)) return value.flatMap((each, place) => naming(each, `${at}/${place}`, before, after));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]): Operation[] => {
    const path = at + pointer(name);
    if (name === "field" && each === before) return [{ op: "replace", path, value: after }];
    return OF_DATA.has(name) ? inList(each, path, before, after) : naming(each, path, before, after);
  });
};

const inList = (list: Json | undefined, at: string, before: string, after: string): Operation[] =>
  isList(list) ? list.flatMap((each, place): Operation[] => (each === before ? [{ op: "replace", path: `${at}/${place}`, value: after }] : [])) : [];

/** Give an outcome of a step another key; the arrows that take it, and how often it is taken, follow. */
export const renameOutcome = (flow: JsonObject, node: JsonObject, before: string, after: string, label: string): Edit => {
  const [place, outcomes] = [placeOfNode(flow, keyOf(node)), outcomesOf(node)];
  const at = outcomes.findIndex((each) => keyOf(each) === before);
  if (place < 0 || at < 0 || outcomes.some((each) => keyOf(each) === after)) return { label, patch: [] };
  const changed = outcomes.map((each, number) => (number === at ? { ...each, key: after } : each));
  const patch: Operation[] = [{ op: node["outcomes"] === undefined ? "add" : "replace", path: `/nodes/${place}/outcomes`, value: changed }];
  edgesOf(flow).forEach((edge, number) => {
    if (edge["from"] === keyOf(node) && stringAt(edge, "outcome") === before) patch.push({ op: "replace", path: `/edges/${number}/outcome`, value: after });
  });
  const rates = node["rates"];
  if (isObject(rates) && rates[before] !== undefined) patch.push({ op: "move", from: `/nodes/${place}/rates${pointer(before)}`, path: `/nodes/${place}/rates${pointer(after)}` });
  return { label, patch };
};
