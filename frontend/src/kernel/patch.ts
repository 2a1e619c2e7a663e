// JSON Patch (RFC 6902) over immutable documents: applying a patch also gives the patch that undoes it.
//
// Only what the patch touches is copied; everything else stays the same object, so that a page draws only what changed.

import { type Json, type JsonObject, equal, isList, isObject } from "./json";

export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: Json }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "move" | "copy"; readonly from: string; readonly path: string };
export type Patch = readonly Operation[];

export interface Applied {
  readonly document: JsonObject;
  readonly inverse: Patch;
}

/** Raised when a patch does not fit the document it is laid on. */
export class PatchConflict extends Error {}

type Token = string | number;

/** Join tokens to a JSON Pointer: `pointer("pages", 0)` is `/pages/0`. */
export const pointer = (...tokens: readonly Token[]): string =>
  tokens.map((token) => "/" + String(token).replaceAll("~", "~0").replaceAll("/", "~1")).join("");

export const tokensOf = (path: string): string[] =>
  path === "" ? [] : path.slice(1).split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The value that `path` leads to, or undefined. */
export const valueAt = (document: Json | undefined, path: string): Json | undefined => {
  let found = document;
  for (const token of tokensOf(path)) {
    if (isList(found)) found = found[Number(token)];
    else if (isObject(found)) found = Object.hasOwn(found, token) ? found[token] : undefined;
    else return undefined;
  }
  return found;
};

/** Return the document after `patch`, and the patch that leads back. Throws `PatchConflict`; then nothing has changed. */
export const applyPatch = (document: JsonObject, patch: Patch): Applied => {
  let now: Json = document;
  const back: Operation[] = [];
  for (const operation of patch) {
    const [after, undo] = applied(now, operation);
    now = after;
    back.unshift(...undo);
  }
  if (!isObject(now)) throw new PatchConflict("");
  return { document: now, inverse: back };
};

const applied = (document: Json, operation: Operation): [Json, Operation[]] => {
  switch (operation.op) {
    case "test":
      if (!equal(valueAt(document, operation.path), operation.value)) throw new PatchConflict(operation.path);
      return [document, []];
    case "add":
      return added(document, operation.path, operation.value);
    case "replace": {
      const before = existing(document, operation.path);
      return [
        changed(document, tokensOf(operation.path), () => operation.value),
        [{ op: "replace", path: operation.path, value: before }],
      ];
    }
    case "remove":
      return removed(document, operation.path);
    case "copy":
      return added(document, operation.path, existing(document, operation.from));
    case "move": {
      const value = existing(document, operation.from);
      const [without, putBack] = removed(document, operation.from);
      const [after, takeAway] = added(without, operation.path, value);
      return [after, [...takeAway, ...putBack]];
    }
  }
};

const existing = (document: Json, path: string): Json => {
  const found = valueAt(document, path);
  if (found === undefined) throw new PatchConflict(path);
  return found;
};

const added = (document: Json, path: string, value: Json): [Json, Operation[]] => {
  const tokens = tokensOf(path);
  const last = tokens.pop();
  if (last === undefined) return [value, [{ op: "replace", path, value: document }]];
  let undo: Operation[] = [];
  const after = changed(document, tokens, (holder) => {
    if (isList(holder)) {
      const at = last === "-" ? holder.length : Number(last);
      if (!Number.isInteger(at) || at < 0 || at > holder.length) throw new PatchConflict(path);
      undo = [{ op: "remove", path: pointer(...tokens, at) }];
      return [...holder.slice(0, at), value, ...holder.slice(at)];
    }
    if (!isObject(holder)) throw new PatchConflict(path);
    const before = Object.hasOwn(holder, last) ? holder[last] : undefined;
    undo = [before === undefined ? { op: "remove", path } : { op: "replace", path, value: before }];
    return { ...holder, [last]: value };
  });
  return [after, undo];
};

const removed = (document: Json, path: string): [Json, Operation[]] => {
  const before = existing(document, path);
  const tokens = tokensOf(path);
  const last = tokens.pop();
  if (last === undefined) throw new PatchConflict(path);
  const after = changed(document, tokens, (holder) => {
    if (isList(holder)) return holder.filter((_each, at) => at !== Number(last));
    const { [last]: _gone, ...left } = holder as JsonObject;
    return left;
  });
  return [after, [{ op: "add", path, value: before }]];
};

const changed = (value: Json, tokens: readonly string[], change: (found: Json) => Json): Json => {
  const [token, ...rest] = tokens;
  if (token === undefined) return change(value);
  if (isList(value)) {
    const at = Number(token);
    const inner = value[at];
    if (inner === undefined) throw new PatchConflict(token);
    return value.map((each, place) => (place === at ? changed(each, rest, change) : each));
  }
  if (!isObject(value)) throw new PatchConflict(token);
  const inner = Object.hasOwn(value, token) ? value[token] : undefined;
  if (inner === undefined) throw new PatchConflict(token);
  return { ...value, [token]: changed(inner, rest, change) };
};
