// Values computed from a record. Twin of kernel/expr.py and kernel/arithmetic.py: both run tests/vectors/exprs.json.
//
// What cannot be computed is null; nothing throws. Office days are asked of `scope.isOfficeDay`, because the calendar of
// national holidays is data that the server holds.

import { type Day, asDate, isEmpty, order, shape, toDays } from "./comparison";
import { type Scope as ConditionScope, evaluate, referred } from "./condition";
import { type Decimal, add, compare, decimalOf, divide, multiply, quantize, type Rounding, subtract, toNumber, toText } from "./decimal";
import { type Json, isList, isObject } from "./json";

export interface Scope extends ConditionScope {
  /** Whether the office is open on a day; null where no calendar reaches. Without it office days are not counted. */
  readonly isOfficeDay?: (day: number) => boolean | null;
}

type Value = Json | Decimal | undefined;
const MAX_TEXT = 20_000;
const MAX_DIGITS = 15;

export const compute = (expr: Json | undefined, scope: Scope): Json => plain(step(expr, scope));

const step = (expr: Json | undefined, scope: Scope): Value => {
  if (!isObject(expr)) return isList(expr) ? null : expr;
  const [name, ...others] = Object.keys(expr);
  if (name === undefined || others.length > 0) return null;
  const given = expr[name];
  if (name === "field" || name === "param") return referred(expr, scope);
  if (name === "if") return isList(given) ? step(evaluate(given[0], scope) ? given[1] : given[2], scope) : null;
  if (!isList(given)) return null;
  if (name === "count" || name === "sum_of" || name === "any_of") return overGroup(name, given, scope);
  const operation = OPERATIONS[name];
  return operation === undefined ? null : operation(given.map((each) => step(each, scope)), scope);
};

const isDecimal = (value: Value): value is Decimal =>
  typeof value === "object" && value !== null && typeof (value as Decimal).digits === "bigint";

const plain = (value: Value): Json => {
  if (isDecimal(value)) return toNumber(value);
  return typeof value === "number" && !Number.isFinite(value) ? null : (value ?? null);
};

const number = (value: Value): Decimal | null => {
  if (isDecimal(value)) return value;
  return typeof value === "number" ? decimalOf(value) : null;
};

const flat = (values: readonly Value[]): Value[] => values.flatMap((value) => (isList(value as Json) ? [...(value as readonly Json[])] : [value]));

type Operation = (values: readonly Value[], scope: Scope) => Value;

const numeric =
  (operation: (numbers: readonly Decimal[]) => Decimal | null): Operation =>
  (values) => {
    const numbers = flat(values).map(number);
    return numbers.length === 0 || numbers.some((each) => each === null) ? null : operation(numbers as Decimal[]);
  };

const single =
  (operation: Operation): Operation =>
  (values, scope) =>
    values.some((value) => isList(value as Json)) ? null : operation(values, scope);

const folded = (operation: (left: Decimal, right: Decimal) => Decimal | null, first: bigint): Operation =>
  numeric((numbers) =>
    numbers.reduce<Decimal | null>((total, each) => (total === null ? null : operation(total, each)), { digits: first, exponent: 0 }),
  );

const two = (operation: (left: Decimal, right: Decimal) => Decimal | null): Operation =>
  single(numeric(([left, right]) => (left && right ? operation(left, right) : null)));

const rounding = (mode: Rounding): Operation =>
  single(
    numeric(([value, places]) => {
      const digits = places === undefined ? 0 : toNumber(places);
      if (!value || !Number.isInteger(digits) || Math.abs(digits) > MAX_DIGITS) return null;
      return quantize(value, digits, mode);
    }),
  );

const extreme =
  (sign: number): Operation =>
  (values, scope) => {
    let best: Value = null;
    for (const value of dated(flat(values), scope.today)) {
      if (isEmpty(plain(value))) return null;
      if (best === null) {
        best = value;
        continue;
      }
      const compared = ordered(value, best);
      if (compared === null) return null;
      best = compared === sign ? value : best;
    }
    return best;
  };

const ordered = (left: Value, right: Value): number | null => {
  const [first, second] = [number(left), number(right)];
  return first !== null && second !== null ? compare(first, second) : order(plain(left), plain(right));
};

const dated = (values: readonly Value[], today: Day): readonly Value[] => {
  if (!values.some((value) => typeof value === "string" && shape(value) === "date")) return values;
  return values.map((value) => asDate(plain(value), today) ?? value);
};

const concat: Operation = (values) => {
  let text = "";
  for (const value of flat(values)) {
    const written = typeof value === "string" ? value : value === null || value === undefined ? "" : asText(value);
    if (written === null) return null;
    text += written;
    if ([...text].length > MAX_TEXT) return null;
  }
  return text || null;
};

const asText = (value: Value): string | null => {
  const found = number(value);
  return found === null ? null : toText(found);
};

const onDays =
  (operation: (first: Day, second: Day, scope: Scope) => number | null): Operation =>
  (values, scope) => {
    const [first, second] = values.map((value) => asDate(plain(value), scope.today));
    return first && second ? operation(first, second, scope) : null;
  };

const ageAt = (born: Day, on: Day): number | null => {
  if (on < born) return null;
  return Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - Number(on.slice(5) < born.slice(5));
};

const officeDays = (first: Day, second: Day, scope: Scope): number | null => {
  const [from, to] = [toDays(first), toDays(second)];
  const sign = from <= to ? 1 : -1;
  let count = 0;
  for (let day = Math.min(from, to) + 1; day <= Math.max(from, to); day++) {
    const open = scope.isOfficeDay?.(day) ?? null;
    if (open === null) return null;
    count += Number(open);
  }
  return count === 0 ? 0 : sign * count;
};

const overGroup = (name: string, given: readonly Json[], scope: Scope): Value => {
  const [group, field] = given;
  const items = typeof group === "string" ? scope.values[group] : undefined;
  if (!isList(items)) return null;
  const values = items.filter(isObject).map((item) => (typeof field === "string" ? (item[field] ?? null) : item));
  if (name === "sum_of") {
    const there = values.filter((value) => !isEmpty(value));
    return there.length > 0 ? (OPERATIONS["sum"]?.(there, scope) ?? null) : 0;
  }
  if (name === "any_of") return values.some(speaks);
  return field === undefined ? values.length : values.filter(speaks).length;
};

const speaks = (value: Json): boolean => value !== false && !isEmpty(value);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  sum: folded(add, 0n),
  product: folded(multiply, 1n),
  min: extreme(-1),
  max: extreme(1),
  concat,
  sub: two(subtract),
  div: two(divide),
  round: rounding("half_up"),
  floor: rounding("floor"),
  ceil: rounding("ceiling"),
  age_at: onDays((born, on) => ageAt(born, on)),
  days_between: onDays((first, second) => toDays(second) - toDays(first)),
  business_days_between: onDays(officeDays),
};
