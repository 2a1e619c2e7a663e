// Edits of several steps at once, as one command.

import { type Edit, begin, perform } from "../editing/history";
import type { JsonObject } from "../kernel/json";
import type { Operation } from "../kernel/patch";
import { keyOf, nodesOf, removeNode, selection } from "./model";

/** Take steps away one by one: where one way leads through them, it leads on. */
export const removeNodes = (flow: JsonObject, keys: ReadonlySet<string>, label: string): Edit => {
  const patch: Operation[] = [];
  let history = begin(flow);
  for (const key of keys) {
    const edit = removeNode(history.document, key, label);
    patch.push(...edit.patch);
    history = perform(history, edit);
  }
  return { label, patch, select: "" };
};

/** Give steps another lane. */
export const moveNodes = (flow: JsonObject, keys: ReadonlySet<string>, lane: string, label: string): Edit => {
  const patch = nodesOf(flow).flatMap((node, place): Operation[] =>
    !keys.has(keyOf(node)) || node["lane"] === lane ? [] : [{ op: node["lane"] === undefined ? "add" : "replace", path: `/nodes/${place}/lane`, value: lane }]);
  const [first] = keys;
  return { label, patch, ...(first === undefined ? {} : { select: selection("node", first) }) };
};

/** What is picked after `key` was pressed: alone, or beside what was picked. */
export const pickedAfter = (picked: ReadonlySet<string>, key: string, beside: boolean): ReadonlySet<string> => {
  if (!beside) return new Set([key]);
  const next = new Set(picked);
  if (!next.delete(key)) next.add(key);
  return next;
};
