// Conditions over a record of values. Twin of kernel/condition.py: both run tests/vectors/conditions.json.
//
// The browser only shows early what the server decides again: a condition that cannot be read is false here.

import { type Day, asDate, isEmpty, isToday, order, same, shape } from "./comparison";
import { type Json, type JsonObject, isList, isObject } from "./json";

export const OPERATORS = [
  "eq", "ne", "lt", "lte", "gt", "gte", "in", "not_in", "between", "contains", "starts_with", "empty", "not_empty",
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Scope {
  readonly values: JsonObject;
  readonly params: JsonObject;
  /** The day of the case's event, never the clock. */
  readonly today: Day;
}

type Comparator = (left: Json | undefined, right: Json | undefined, today: Day) => boolean;

const NEGATED: Readonly<Record<string, Operator>> = { ne: "eq", not_in: "in", empty: "not_empty" };

export const evaluate = (condition: Json | undefined, scope: Scope): boolean => {
  if (!isObject(condition)) return false;
  if (isList(condition["all"])) return condition["all"].every((part) => evaluate(part, scope));
  if (isList(condition["any"])) return condition["any"].some((part) => evaluate(part, scope));
  if (condition["not"] !== undefined) return !evaluate(condition["not"], scope);
  const { field, op } = condition;
  if (typeof field !== "string" || typeof op !== "string") return false;
  const values = valuesOf(field, scope);
  const operand = resolved(condition["value"], scope);
  const negated = NEGATED[op];
  if (negated !== undefined) return !holds(negated, values, operand, scope.today);
  return holds(op as Operator, values, operand, scope.today);
};

const holds = (op: Operator, values: readonly (Json | undefined)[], operand: Json | undefined, today: Day): boolean => {
  const compare = COMPARATORS[op];
  return compare !== undefined && values.some((value) => compare(value, operand, today));
};

/** Every value at a dotted name, walking into each item of a group on the way. */
export const valuesOf = (name: string, scope: Scope): readonly (Json | undefined)[] =>
  name === "today" ? [scope.values["today"] ?? scope.today] : reach(scope.values, name.split("."));

const reach = (value: Json | undefined, path: readonly string[]): readonly (Json | undefined)[] => {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (isList(value)) return value.filter(isObject).flatMap((item) => reach(item[name], rest));
  return isObject(value) ? reach(Object.hasOwn(value, name) ? value[name] : null, rest) : [];
};

/** The value of a reference; over a group it is the list of all its items' values. */
export const referred = (reference: JsonObject, scope: Scope): Json | undefined => {
  const { param, field } = reference;
  if (typeof param === "string") return scope.params[param] ?? (param === "today" ? scope.today : null);
  if (typeof field !== "string") return null;
  return walked(scope, field);
};

const walked = (scope: Scope, name: string): Json => {
  const path = name.split(".");
  if (name === "today") return scope.values["today"] ?? scope.today;
  let value: Json | undefined = scope.values;
  for (const [at, token] of path.entries()) {
    if (isList(value)) return reach(value, path.slice(at)).map((each) => each ?? null);
    value = isObject(value) && Object.hasOwn(value, token) ? value[token] : null;
  }
  return value ?? null;
};

const resolved = (operand: Json | undefined, scope: Scope): Json | undefined => {
  if (isObject(operand)) return referred(operand, scope);
  return isList(operand) ? operand.map((item) => (isObject(item) ? (referred(item, scope) ?? null) : item)) : operand;
};

const said = (left: Json | undefined, right: Json | undefined, today: Day): Json | undefined => {
  if (typeof right !== "string" || typeof left !== "string" || shape(left) !== "date" || !isToday(right)) return right;
  return asDate(right, today) ?? right;
};

const equalTo: Comparator = (left, right, today) => !isEmpty(left) && !isEmpty(right) && same(left, said(left, right, today));

const ordered =
  (...accepted: readonly number[]): Comparator =>
  (left, right, today) => {
    if (isEmpty(left) || isEmpty(right)) return false;
    const found = order(left, said(left, right, today));
    return found !== null && accepted.includes(found);
  };

const atLeast = ordered(0, 1);
const atMost = ordered(-1, 0);

const COMPARATORS: Readonly<Partial<Record<Operator, Comparator>>> = {
  eq: equalTo,
  lt: ordered(-1),
  lte: atMost,
  gt: ordered(1),
  gte: atLeast,
  in: (left, right, today) => {
    if (isEmpty(left) || !isList(right)) return false;
    return (isList(left) ? left : [left]).some((value) => right.some((item) => equalTo(value, item, today)));
  },
  between: (left, right, today) =>
    isList(right) && right.length === 2 && atLeast(left, right[0], today) && atMost(left, right[1], today),
  contains: (left, right) => {
    if (isEmpty(left) || isEmpty(right)) return false;
    if (typeof left === "string") return typeof right === "string" && left.includes(right);
    return isList(left) && left.some((item) => same(item, right));
  },
  starts_with: (left, right) =>
    typeof left === "string" && typeof right === "string" && right !== "" && left.startsWith(right),
  not_empty: (left) => !isEmpty(left),
};
