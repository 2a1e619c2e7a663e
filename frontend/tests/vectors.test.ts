// The vectors that every implementation of conditions and exprs has to reproduce, here and in Python.

import { describe, expect, test } from "vitest";
import { evaluate } from "../src/kernel/condition";
import type { Json, JsonObject } from "../src/kernel/json";
import { fromDays } from "../src/kernel/comparison";
import { compute } from "../src/kernel/expr";
import conditions from "../../tests/vectors/conditions.json";
import exprs from "../../tests/vectors/exprs.json";
import holidays from "../../tests/vectors/holidays.json";

interface Vector {
  readonly name: string;
  readonly values: JsonObject;
  readonly params: JsonObject;
  readonly today: string;
  readonly result: Json;
}

const CLOSED = new Set<string>(holidays);
const NEW_YEAR = /-(12-(29|30|31)|01-0[123])$/;

/** The office calendar of 2026 and 2027; elsewhere there is none. */
const isOfficeDay = (day: number): boolean | null => {
  const text = fromDays(day);
  if (text === null || text < "2026" || text >= "2028") return null;
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6 && !CLOSED.has(text) && !NEW_YEAR.test(text);
};

describe("a condition holds where the vector says", () => {
  test.each(conditions as unknown as (Vector & { condition: Json })[])("$name", ({ condition, result, ...scope }) => {
    expect(evaluate(condition, scope)).toBe(result);
  });
});

describe("an expr has the value that the vector says", () => {
  test.each(exprs as unknown as (Vector & { expr: Json })[])("$name", ({ expr, result, ...scope }) => {
    expect(compute(expr, { ...scope, isOfficeDay })).toEqual(result);
  });
});
