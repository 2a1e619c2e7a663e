// Edits of a form as commands: pure functions from the document to a patch. Nothing here knows a page.

import type { Edit } from "../editing/history";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { type Patch, type Operation, pointer, tokensOf, valueAt } from "../kernel/patch";

export interface Place {
  /** `/pages/0/fields/3`, or `/pages/0/fields/3/fields/1` inside a group. */
  readonly path: string;
  readonly field: JsonObject;
  /** The dotted name by which conditions know it: `members.age`. */
  readonly name: string;
  readonly page: number;
  readonly group: string;
}

export const pagesOf = (document: JsonObject): readonly JsonObject[] => objectsAt(document, "pages");

/** Every field with its place, in reading order; those of groups behind their group. */
export const placesOf = (document: JsonObject): Place[] =>
  pagesOf(document).flatMap((page, number) => placesIn(page, pointer("pages", number), "", number));

const placesIn = (holder: JsonObject, at: string, group: string, page: number): Place[] =>
  objectsAt(holder, "fields").flatMap((field, place) => {
    const path = `${at}/fields/${place}`;
    const name = group + stringAt(field, "key");
    return [{ path, field, name, page, group }, ...(field["type"] === "group" ? placesIn(field, path, `${name}.`, page) : [])];
  });

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
export const indexOf = (path: string): number => Number(path.slice(path.lastIndexOf("/") + 1));
export const isPage = (path: string): boolean => /^\/pages\/\d+$/.test(path);
export const isField = (path: string): boolean => /\/fields\/\d+$/.test(path);

/** Keys that a new field at `list` (`/pages/0/fields`) must not have: those beside it, on any page. */
const taken = (document: JsonObject, list: string): Set<string> => {
  const inGroup = tokensOf(list).length > 3;
  const beside = inGroup ? listOf(document, list) : pagesOf(document).flatMap((page) => objectsAt(page, "fields"));
  return new Set(beside.map((field) => stringAt(field, "key")));
};

export const freeKey = (known: ReadonlySet<string>, wanted: string): string => {
  if (!known.has(wanted)) return wanted;
  const base = wanted.replace(/_\d+$/, "").slice(0, 60);
  for (let number = 2; ; number++) if (!known.has(`${base}_${number}`)) return `${base}_${number}`;
};

const listOf = (document: JsonObject, list: string): readonly JsonObject[] => {
  const found = valueAt(document, list);
  return isList(found) ? found.filter(isObject) : [];
};

/** Put fields into `list` before place `at`, under keys that are free; what they ask of each other follows. */
export const insert = (document: JsonObject, list: string, at: number, fields: readonly JsonObject[], label: string): Edit => {
  const known = taken(document, list);
  const renamed = new Map<string, string>();
  const keyed = fields.map((field) => {
    const key = freeKey(known, stringAt(field, "key"));
    known.add(key);
    renamed.set(stringAt(field, "key"), key);
    return { ...field, key };
  });
  const patch = keyed.map((field, place): Operation => ({ op: "add", path: `${list}/${at + place}`, value: referring(field, renamed) }));
  return { label, patch, select: `${list}/${at}` };
};

/** `value` with the names of fields in its conditions and exprs replaced. */
const referring = (value: Json, renamed: ReadonlyMap<string, string>): Json => {
  if (isList(value)) return value.map((each) => referring(each, renamed));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name === "field" && typeof each === "string") return [name, renamed.get(each) ?? each];
      return [name, each === undefined || name === "fields" ? each : referring(each, renamed)];
    }),
  );
};

/** Move a field to place `at` of `list`, counted without the field itself. */
export const move = (document: JsonObject, from: string, list: string, at: number, label: string): Edit => {
  const target = `${list}/${at}`;
  if (from === target) return { label, patch: [] };
  const key = stringAt(valueAt(document, from), "key");
  const known = parentOf(from) === list || tokensOf(from).length === 4 && tokensOf(list).length === 3 ? new Set<string>() : taken(document, list);
  const free = freeKey(known, key);
  const patch: Operation[] = [{ op: "move", from, path: target }];
  if (free !== key) patch.push({ op: "replace", path: `${target}/key`, value: free });
  return { label, patch, select: target };
};

/** Move a field or page one place up (-1) or down (1); a field at the end of its page goes to the next one. */
export const step = (document: JsonObject, path: string, by: -1 | 1, label: string): Edit => {
  const [list, at] = [parentOf(path), indexOf(path)];
  const beside = listOf(document, list);
  if (at + by >= 0 && at + by < beside.length) {
    return { label, patch: [{ op: "move", from: path, path: `${list}/${at + by}` }], select: `${list}/${at + by}` };
  }
  if (isPage(path) || tokensOf(path).length !== 4) return { label, patch: [] };
  const page = Number(tokensOf(path)[1]) + by;
  const other = pagesOf(document)[page];
  if (other === undefined) return { label, patch: [] };
  return move(document, path, `/pages/${page}/fields`, by > 0 ? 0 : objectsAt(other, "fields").length, label);
};

/** Take a field or page away. The last page, and the last field of a group, stay: the format knows no form without. */
export const remove = (document: JsonObject, path: string, label: string): Edit => {
  const [list, at] = [parentOf(path), indexOf(path)];
  const left = listOf(document, list).length - 1;
  if (left === 0 && (isPage(path) || tokensOf(path).length > 4)) return { label, patch: [] };
  const next = left === 0 ? parentOf(list) : `${list}/${Math.min(at, left - 1)}`;
  return { label, patch: [{ op: "remove", path }], select: next };
};

export const duplicate = (document: JsonObject, path: string, label: string): Edit => {
  const value = valueAt(document, path);
  if (!isObject(value)) return { label, patch: [] };
  const [list, at] = [parentOf(path), indexOf(path) + 1];
  if (!isPage(path)) return insert(document, list, at, [value], label);
  const keys = new Set(pagesOf(document).map((page) => stringAt(page, "key")));
  const known = taken(document, "/pages/0/fields");
  const renamed = new Map<string, string>();
  const fields = objectsAt(value, "fields").map((field) => {
    const key = freeKey(known, stringAt(field, "key"));
    known.add(key);
    renamed.set(stringAt(field, "key"), key);
    return { ...field, key };
  });
  const copy = { ...value, key: freeKey(keys, stringAt(value, "key")), fields: fields.map((field) => referring(field, renamed)) };
  return { label, patch: [{ op: "add", path: `${list}/${at}`, value: copy }], select: `${list}/${at}` };
};

export const addPage = (document: JsonObject, title: Json, label: string): Edit => {
  const pages = pagesOf(document);
  const keys = new Set(pages.map((page) => stringAt(page, "key")));
  const value = { key: freeKey(keys, "page"), title, fields: [] };
  return { label, patch: [{ op: "add", path: `/pages/${pages.length}`, value }], select: `/pages/${pages.length}` };
};

/** Give a field another key, and change every condition and computation that names it. */
export const rename = (document: JsonObject, path: string, key: string, label: string): Edit => {
  const place = placesOf(document).find((each) => each.path === path);
  if (place === undefined || place.name === place.group + key) return { label, patch: [] };
  const [before, after] = [place.name, place.group + key];
  const patch: Operation[] = [{ op: "replace", path: `${path}/key`, value: key }];
  for (const found of references(document)) {
    const own = place.group !== "" && found.name === stringAt(place.field, "key") && found.at.startsWith(parentOf(parentOf(path)));
    if (found.short) {
      if (found.name === before) patch.push({ op: "replace", path: found.at, value: key });
    } else if (own) patch.push({ op: "replace", path: found.at, value: key });
    else if (found.name === before || found.name.startsWith(`${before}.`)) {
      patch.push({ op: "replace", path: found.at, value: after + found.name.slice(before.length) });
    }
  }
  return { label, patch };
};

/** Give a page another key; nothing names it inside of the form. */
export const renamePage = (document: JsonObject, path: string, key: string, label: string): Edit => {
  const known = pagesOf(document).some((page) => page["key"] === key);
  return { label, patch: known || !isPage(path) ? [] : [{ op: "replace", path: `${path}/key`, value: key }] };
};

export interface Reference {
  readonly at: string;
  readonly name: string;
  /** Whether only the last part of the name stands there, as in `{"sum_of": ["members", "age"]}`. */
  readonly short?: true;
}

/** Every place of the document that names a field, with the name. */
export const references = (document: JsonObject): Reference[] => referencesIn(document, "");

const referencesIn = (value: Json | undefined, at: string): Reference[] => {
  if (isList(value)) return value.flatMap((each, place) => referencesIn(each, `${at}/${place}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === "field" && typeof each === "string") return [{ at: `${at}/field`, name: each }];
    if ((name === "count" || name === "sum_of" || name === "any_of") && isList(each) && typeof each[0] === "string") {
      const inner = typeof each[1] === "string" ? [{ at: `${at}/${name}/1`, name: `${each[0]}.${each[1]}`, short: true as const }] : [];
      return [{ at: `${at}/${name}/0`, name: each[0] }, ...inner];
    }
    return referencesIn(each, at + pointer(name));
  });
};

/** The fields and pages of this form whose conditions or computations name `name`. */
export const readersOf = (document: JsonObject, name: string): string[] => {
  const found = references(document).filter((each) => each.name === name || each.name.startsWith(`${name}.`));
  return [...new Set(found.map((each) => holderOf(each.at)))];
};

/** The field or page that a pointer lies in, or "". */
export const holderOf = (at: string): string => /^(\/pages\/\d+(?:\/fields\/\d+)*)/.exec(at)?.[1] ?? "";

export const replaceAll = (holder: JsonObject, path: string, changed: JsonObject): Patch =>
  holder === changed ? [] : [{ op: "replace", path, value: changed }];

/** Minutes that the questions take, by what they ask: 住所 takes longer than はい・いいえ. */
export const minutesToFill = (document: JsonObject): number => {
  const seconds = placesOf(document).reduce((sum, { field, group }) => sum + (SECONDS[stringAt(field, "type")] ?? 15) * (group ? 2 : 1), 60);
  return Math.max(1, Math.round(seconds / 60));
};

const SECONDS: Readonly<Record<string, number>> = {
  note: 8, computed: 0, group: 5, yesno: 6, consent: 6, choice: 8, choices: 12, text: 15, textarea: 90, number: 10, money: 12, date: 12, month: 10,
  time: 8, name: 25, address: 45, phone: 15, email: 25, postal_code: 8, bank_account: 60, file: 90,
};
