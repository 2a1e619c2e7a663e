// Edits of a decision table as commands: pure functions from the document to a patch.

import type { Edit } from "../editing/history";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import type { Operation } from "../kernel/patch";
import type { Known } from "../ui/conditions";

export const inputsOf = (table: JsonObject): readonly JsonObject[] => objectsAt(table, "inputs");
export const outputsOf = (table: JsonObject): readonly JsonObject[] => objectsAt(table, "outputs");
export const rulesOf = (table: JsonObject): readonly JsonObject[] => objectsAt(table, "rules");

export const freeKey = (table: JsonObject, list: "rules" | "inputs" | "outputs", wanted: string): string => {
  const known = new Set(objectsAt(table, list).map((each) => stringAt(each, "key")));
  if (!known.has(wanted)) return wanted;
  const base = wanted.replace(/[-_]?\d+$/, "").slice(0, 60);
  for (let number = 2; ; number++) if (!known.has(`${base}-${number}`)) return `${base}-${number}`;
};

/** The value that an output has where a rule says nothing better: the first that can be chosen. */
export const firstOutput = (output: JsonObject): Json => {
  const values = output["values"];
  if (isList(values) && values.length > 0) return values[0] ?? "";
  return output["type"] === "boolean" ? false : output["type"] === "number" ? 0 : "";
};

/** Add a rule at `at`; `cells` by column key, a column that is not named takes every value. */
export const addRule = (table: JsonObject, at: number, cells: JsonObject, label: string): Edit => {
  const key = freeKey(table, "rules", `r${rulesOf(table).length + 1}`);
  const value = { key, when: inputsOf(table).map((input) => cells[stringAt(input, "key")] ?? null), then: outputsOf(table).map(firstOutput) };
  return { label, patch: [{ op: "add", path: `/rules/${at}`, value }], select: `/rules/${at}` };
};

export const removeRule = (table: JsonObject, at: number, label: string): Edit => ({
  label, patch: [{ op: "remove", path: `/rules/${at}` }], select: rulesOf(table).length > 1 ? `/rules/${Math.min(at, rulesOf(table).length - 2)}` : "",
});

export const moveRule = (table: JsonObject, at: number, by: -1 | 1, label: string): Edit => {
  const target = at + by;
  if (target < 0 || target >= rulesOf(table).length) return { label, patch: [] };
  return { label, patch: [{ op: "move", from: `/rules/${at}`, path: `/rules/${target}` }], select: `/rules/${target}` };
};

export const duplicateRule = (table: JsonObject, at: number, label: string): Edit => {
  const rule = rulesOf(table)[at];
  if (rule === undefined) return { label, patch: [] };
  const copy = { ...rule, key: freeKey(table, "rules", stringAt(rule, "key")) };
  return { label, patch: [{ op: "add", path: `/rules/${at + 1}`, value: copy }], select: `/rules/${at + 1}` };
};

/** What a rule gives for the cell `place` of `side` ("when" or "then"). */
export const setCell = (rule: number, side: "when" | "then", place: number, value: Json, label: string): Edit => {
  const path = `/rules/${rule}/${side}/${place}`;
  return { label, patch: [{ op: "replace", path, value }], merge: path };
};

/** The type of column that asks for a field, and the values that it can have. */
export const columnFor = (field: Known): JsonObject => {
  const numeric = ["number", "money", "computed"].includes(field.type);
  if (numeric) return { type: "number", ...(field.type === "money" ? { domain: { min: 0, max: 99_999_999, integer: true } } : {}) };
  if (field.type === "yesno" || field.type === "consent" || field.type === "boolean") return { type: "boolean", domain: { values: [true, false] } };
  if (field.type === "choice") return { type: "string", domain: { values: field.options.map((option) => option.value) } };
  return { type: field.type === "date" ? "date" : "string" };
};

/** Add a column that asks for `field`; every rule takes every value of it at first. */
export const addInput = (table: JsonObject, field: Known, title: Json, label: string): Edit => {
  const key = freeKey(table, "inputs", field.name.replaceAll(".", "_"));
  const at = inputsOf(table).length;
  const { type, ...rest } = columnFor(field);
  const value = { key, title, expr: { field: field.name }, type: type ?? "string", ...rest };
  const cells = rulesOf(table).map((_rule, place): Operation => ({ op: "add", path: `/rules/${place}/when/${at}`, value: null }));
  return { label, patch: [{ op: "add", path: `/inputs/${at}`, value }, ...cells], select: `/inputs/${at}` };
};

export const addOutput = (table: JsonObject, title: Json, label: string): Edit => {
  const at = outputsOf(table).length;
  const value = { key: freeKey(table, "outputs", "result"), title, type: "string", values: ["yes", "no"], default: "no" };
  const cells = rulesOf(table).map((_rule, place): Operation => ({ op: "add", path: `/rules/${place}/then/${at}`, value: "yes" }));
  return { label, patch: [{ op: "add", path: `/outputs/${at}`, value }, ...cells], select: `/outputs/${at}` };
};

export const removeColumn = (table: JsonObject, side: "inputs" | "outputs", at: number, label: string): Edit => {
  if (objectsAt(table, side).length <= 1) return { label, patch: [] };
  const cells = rulesOf(table).map((_rule, place): Operation => ({ op: "remove", path: `/rules/${place}/${side === "inputs" ? "when" : "then"}/${at}` }));
  return { label, patch: [...cells, { op: "remove", path: `/${side}/${at}` }], select: "" };
};

/** Ask another field in a column: its type and domain follow, and cells that no longer fit take every value. */
export const askAnother = (table: JsonObject, at: number, field: Known, title: Json, label: string): Edit => {
  const before = inputsOf(table)[at] ?? {};
  const column: JsonObject = columnFor(field);
  const { domain: _domain, ...kept } = before;
  const value = { ...kept, title, expr: { field: field.name }, ...column };
  const cells = rulesOf(table).map((_rule, place): Operation => ({ op: "replace", path: `/rules/${place}/when/${at}`, value: null }));
  return { label, patch: [{ op: "replace", path: `/inputs/${at}`, value }, ...(column["type"] === before["type"] && before["type"] !== "string" ? [] : cells)] };
};

/** The cells of the first alternative of each column, for a rule that covers what no rule decides. */
export const cellsOfGap = (detail: Json | undefined): JsonObject => {
  const cells = isObject(detail) && isObject(detail["cells"]) ? detail["cells"] : {};
  return Object.fromEntries(Object.entries(cells).map(([key, parts]) => [key, isList(parts) ? (parts[0] ?? null) : null]));
};
