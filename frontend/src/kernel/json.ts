// JSON as TypeScript sees it, and how to look into it without trusting it.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The list that stands at `name`, or an empty one. */
export const listAt = (value: Json | undefined, name: string): readonly Json[] => {
  const found = isObject(value) ? value[name] : undefined;
  return isList(found) ? found : [];
};

/** The objects of the list that stands at `name`; of the same list always the same array, so that whoever compares sees that nothing changed. */
export const objectsAt = (value: Json | undefined, name: string): readonly JsonObject[] => {
  const list = listAt(value, name);
  const kept = KEPT.get(list);
  if (kept !== undefined) return kept;
  const objects = list.filter(isObject);
  KEPT.set(list, objects);
  return objects;
};

const KEPT = new WeakMap<readonly Json[], readonly JsonObject[]>();

export const stringAt = (value: Json | undefined, name: string): string => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === "string" ? found : "";
};

/** Whether both are the same JSON; the order of an object's members says nothing. */
export const equal = (left: Json | undefined, right: Json | undefined): boolean => {
  if (left === right) return true;
  if (isList(left) && isList(right)) return left.length === right.length && left.every((each, at) => equal(each, right[at]));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left).filter((name) => left[name] !== undefined);
  const others = Object.keys(right).filter((name) => right[name] !== undefined);
  return names.length === others.length && names.every((name) => equal(left[name], right[name]));
};
