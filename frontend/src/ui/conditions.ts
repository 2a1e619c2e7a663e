// Conditions as people say them: 「飼い犬を登録済みですか」が「はい」. Twin of forms/wording.py in what it says.

import { type Json, type JsonObject, isList, isObject } from "../kernel/json";
import { language, say, t } from "./language";

/** A field that a condition or an expr can name. */
export interface Known {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export type Kind = "all" | "any" | "not" | "field";
export const kindOf = (condition: JsonObject): Kind =>
  isList(condition["all"]) ? "all" : isList(condition["any"]) ? "any" : condition["not"] !== undefined ? "not" : "field";

const PHRASES: Readonly<Record<string, readonly [string, string]>> = {
  eq: ["が{value}", "is {value}"], ne: ["が{value}ではない", "is not {value}"], lt: ["が{value}より小さい", "is less than {value}"],
  lte: ["が{value}以下", "is at most {value}"], gt: ["が{value}より大きい", "is more than {value}"], gte: ["が{value}以上", "is at least {value}"],
  in: ["が{value}のどれか", "is one of {value}"], not_in: ["が{value}のどれでもない", "is none of {value}"], between: ["が{value}の間", "is between {value}"],
  contains: ["に{value}が含まれる", "contains {value}"], starts_with: ["が{value}で始まる", "begins with {value}"],
  empty: ["が空欄", "is empty"], not_empty: ["が入力済み", "is filled in"],
};

/** What an operator is called in a list of them. */
export const operatorName = (op: string, type: string): string => {
  const date = type === "date" || type === "month";
  const names: Readonly<Record<string, readonly [string, string]>> = {
    eq: ["が次と同じ", "is"], ne: ["が次と違う", "is not"],
    lt: date ? ["が次より前", "is before"] : ["が次より小さい", "is less than"], lte: date ? ["が次の日まで", "is on or before"] : ["が次以下", "is at most"],
    gt: date ? ["が次より後", "is after"] : ["が次より大きい", "is more than"], gte: date ? ["が次の日から", "is on or after"] : ["が次以上", "is at least"],
    in: ["が次のどれか", "is one of"], not_in: ["が次のどれでもない", "is none of"], between: ["が次の間", "is between"],
    contains: ["に次が含まれる", "contains"], starts_with: ["が次で始まる", "begins with"], empty: ["が空欄", "is empty"], not_empty: ["が入力済み", "is filled in"],
  };
  const found = names[op] ?? [op, op];
  return t(found[0], found[1]);
};

const ORDERED = ["eq", "ne", "lt", "lte", "gt", "gte", "between", "empty", "not_empty"];
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  yesno: ["eq", "empty", "not_empty"], consent: ["eq"], choice: ["eq", "ne", "in", "not_in", "empty", "not_empty"], choices: ["contains", "in", "empty", "not_empty"],
  number: ORDERED, money: ORDERED, computed: ORDERED, date: ORDERED, month: ORDERED, time: ORDERED,
  file: ["not_empty", "empty"], group: ["not_empty", "empty"], address: ["not_empty", "empty"], name: ["not_empty", "empty"], bank_account: ["not_empty", "empty"],
};

export const operatorsFor = (type: string): readonly string[] => BY_TYPE[type] ?? ["eq", "ne", "contains", "starts_with", "empty", "not_empty"];

/** The value that a comparison begins with. */
export const firstValue = (op: string, known: Known | undefined): Json | undefined => {
  if (op === "empty" || op === "not_empty") return undefined;
  const type = known?.type ?? "text";
  const one: Json = type === "yesno" || type === "consent" ? true : type === "choice" || type === "choices" ? (known?.options[0]?.value ?? "")
    : type === "number" || type === "money" || type === "computed" ? 0 : type === "date" ? "today" : "";
  return op === "in" || op === "not_in" ? [one] : op === "between" ? [one, one] : one;
};

export const comparison = (name: string, op: string, value: Json | undefined): JsonObject =>
  value === undefined ? { field: name, op } : { field: name, op, value };

export const conditionText = (condition: Json | undefined, fields: ReadonlyMap<string, Known>): string => {
  if (!isObject(condition)) return "";
  const kind = kindOf(condition);
  if (kind === "not") return t(`（${conditionText(condition["not"], fields)}）ではない`, `not (${conditionText(condition["not"], fields)})`);
  if (kind !== "field") {
    const parts = condition[kind] as readonly Json[];
    const said = parts.map((part) => {
      const text = conditionText(part, fields);
      const nested = isObject(part) && (kindOf(part) === "all" || kindOf(part) === "any");
      return nested && parts.length > 1 ? t(`（${text}）`, `(${text})`) : text;
    });
    return said.join(kind === "all" ? t("、かつ", " and ") : t("、または", " or ")) || t("いつも", "always");
  }
  const known = fields.get(String(condition["field"]));
  const [ja, en] = PHRASES[String(condition["op"])] ?? ["", ""];
  const name = known?.label || String(condition["field"]);
  const value = operandText(condition["value"], known, fields);
  return t(`「${name}」${ja.replace("{value}", value)}`, `“${name}” ${en.replace("{value}", value)}`);
};

/** A condition before とき: 「…」が「はい」の, 「…」が「3」より大きい. English needs nothing in between. */
export const whenText = (condition: Json | undefined, fields: ReadonlyMap<string, Known>): string => {
  const text = conditionText(condition, fields);
  return t(/[いる]$/.test(text) ? text : `${text}の`, text);
};

const operandText = (value: Json | undefined, known: Known | undefined, fields: ReadonlyMap<string, Known>): string => {
  if (isList(value)) return value.map((each) => operandText(each, known, fields)).join(t("と", " and "));
  if (isObject(value)) {
    const name = String(value["field"] ?? value["param"]);
    return quoted(fields.get(name)?.label ?? name);
  }
  return quoted(valueText(value, known));
};

const quoted = (text: string): string => (language() === "ja" ? `「${text}」` : `“${text}”`);

export const valueText = (value: Json | undefined, known: Known | undefined): string => {
  if (typeof value === "boolean") return value ? t("はい", "Yes") : t("いいえ", "No");
  const option = known?.options.find((each) => each.value === value);
  if (option) return option.label;
  if (value === "today") return t("今日", "today");
  return typeof value === "number" ? value.toLocaleString(language()) : String(value ?? "");
};

/** What conditions can name, from the description of fields that the server gives or the form itself holds. */
export const knownField = (name: string, field: JsonObject): Known => ({
  name,
  label: say(field["label"]),
  type: String(field["type"] ?? "text"),
  options: (isList(field["options"]) ? field["options"].filter(isObject) : []).map((option) => ({
    value: String(option["key"]),
    label: say(option["label"]) || String(option["key"]),
  })),
});
