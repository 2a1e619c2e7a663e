// When two values are equal, which comes first, what counts as empty. Twin of kernel/comparison.py: both run tests/vectors.

import { type Json, isList, isObject } from "./json";

/** A day as `2026-11-22`; calendar days only, never the clock of the browser's place. */
export type Day = string;
export type Shape = "date" | "month" | "time" | "text";

const TODAY = /^today(?:([+-])([0-9]{1,5})([dwmy]))?$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const MONTH = /^[0-9]{4}-[0-9]{2}$/;
const TIME = /^[0-9]{2}:[0-9]{2}(?::[0-9]{2})?$/;
const A_DAY = 86_400_000;

export const isEmpty = (value: Json | undefined): boolean => {
  if (value === undefined || value === null || value === "") return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isEmpty);
};

/** Whether both are the same value of the same type; the text "5" is not the number 5. */
export const same = (left: Json | undefined, right: Json | undefined): boolean => {
  if (isList(left) && isList(right)) return left.length === right.length && left.every((each, at) => same(each, right[at]));
  if (isObject(left) && isObject(right)) {
    const names = Object.keys(left);
    return names.length === Object.keys(right).length && names.every((name) => name in right && same(left[name], right[name]));
  }
  return left === right;
};

/** -1, 0 or 1, or null where the two have no order. */
export const order = (left: Json | undefined, right: Json | undefined): number | null => {
  if (typeof left === "string" && typeof right === "string") {
    return shape(left) === shape(right) ? byCodePoint(left, right) : null;
  }
  if (typeof left === "number" && typeof right === "number") {
    if (Number.isNaN(left) || Number.isNaN(right)) return null;
    return Number(left > right) - Number(left < right);
  }
  return null;
};

const byCodePoint = (left: string, right: string): number => {
  const [first, second] = [[...left], [...right]];
  for (let at = 0; at < Math.min(first.length, second.length); at++) {
    const difference = (first[at]?.codePointAt(0) ?? 0) - (second[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(first.length - second.length);
};

export const shape = (text: string): Shape => {
  if (DATE.test(text)) return "date";
  if (MONTH.test(text)) return "month";
  return TIME.test(text) ? "time" : "text";
};

/** The day that `value` names (`2026-04-01`, `today`, `today+14d`), or null. */
export const asDate = (value: Json | undefined, today: Day): Day | null => {
  if (typeof value !== "string") return null;
  return shape(value) === "date" ? existingDay(value) : relativeDay(value, today);
};

export const isToday = (text: string): boolean => TODAY.test(text);

const existingDay = (text: Day): Day | null => {
  const at = toDays(text);
  return text >= "0001" && fromDays(at) === text ? text : null;
};

/** Days since 1970-01-01. */
export const toDays = (day: Day): number => {
  const moment = new Date(0);
  moment.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  return Math.round(moment.getTime() / A_DAY);
};

export const fromDays = (days: number): Day | null => {
  const moment = new Date(days * A_DAY);
  const year = moment.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return String(year).padStart(4, "0") + moment.toISOString().slice(-20, -14);
};

const relativeDay = (text: string, today: Day): Day | null => {
  const found = TODAY.exec(text);
  if (found === null) return null;
  const [, sign, digits, unit] = found;
  if (sign === undefined) return today;
  const amount = Number(digits) * (sign === "+" ? 1 : -1);
  if (unit === "d") return fromDays(toDays(today) + amount);
  if (unit === "w") return fromDays(toDays(today) + amount * 7);
  return monthsLater(today, unit === "m" ? amount : amount * 12);
};

const monthsLater = (day: Day, months: number): Day | null => {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), ((count % 12) + 12) % 12];
  if (year < 1 || year > 9999 || (year === 9999 && month === 11)) return null;
  const last = new Date(Date.UTC(2000, month + 1, 0));
  last.setUTCFullYear(year, month + 1, 0);
  const date = Math.min(Number(day.slice(8, 10)), last.getUTCDate());
  return `${String(year).padStart(4, "0")}-${String(month + 1).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
};
