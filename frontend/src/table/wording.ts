// Rules in words: 「所得」が3,000,000以下、かつ「世帯」が4以上のとき、判定は「認める」。

import { type Json, type JsonObject, isList } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { language, t } from "../ui/language";
import { kindOfCell, valuesOfCell } from "./cells";
import { columnName, namedValue } from "./names";
import { inputsOf, outputsOf } from "./model";

const PHRASES: Readonly<Record<string, readonly [string, string]>> = {
  eq: ["が{0}", "is {0}"], ne: ["が{0}以外", "is not {0}"], lt: ["が{0}より小さい", "is less than {0}"], lte: ["が{0}以下", "is at most {0}"],
  gt: ["が{0}より大きい", "is more than {0}"], gte: ["が{0}以上", "is at least {0}"], between: ["が{0}から{1}まで", "is between {0} and {1}"],
  in: ["が{all}のどれか", "is one of {all}"], not_in: ["が{all}のどれでもない", "is none of {all}"], empty: ["が空欄", "is empty"], filled: ["に入力がある", "is filled in"],
  other: ["が{all}", "is {all}"],
};
const DATES: Readonly<Record<string, readonly [string, string]>> = {
  lt: ["が{0}より前", "is before {0}"], lte: ["が{0}まで", "is on or before {0}"], gt: ["が{0}より後", "is after {0}"], gte: ["が{0}から後", "is on or after {0}"],
};

/** One condition: 「所得」が3,000,000以下. */
export const clauseText = (column: JsonObject, cell: Json, fields: readonly Known[]): string => {
  const kind = kindOfCell(cell);
  const named = namedValue(column, fields);
  const values = valuesOfCell(cell).map((value) => (typeof value === "number" ? named(value) : quoted(named(value))));
  const phrase = (column["type"] === "date" ? DATES[kind] : undefined) ?? PHRASES[kind] ?? ["", ""];
  const said = phrase[language() === "ja" ? 0 : 1].replace("{0}", values[0] ?? "").replace("{1}", values[1] ?? "").replace("{all}", values.join(t("・", ", ")));
  const title = columnName(column, fields);
  return t(`「${title}」${said}`, `“${title}” ${said}`);
};

/** A whole rule as a sentence. */
export const ruleText = (table: JsonObject, rule: JsonObject, fields: readonly Known[]): string => {
  const when = isList(rule["when"]) ? rule["when"] : [];
  const clauses = inputsOf(table).flatMap((column, place) => (when[place] === null || when[place] === undefined ? [] : [clauseText(column, when[place], fields)]));
  const then = isList(rule["then"]) ? rule["then"] : [];
  const results = resultsText(table, then, fields);
  if (clauses.length === 0) return t(`どんなときも、${results}。`, `In every case ${results}.`);
  return t(`${clauses.join("、かつ")}のとき、${results}。`, `If ${clauses.join(" and ")}, ${results}.`);
};

/** What holds where no rule applies. */
export const otherwiseText = (table: JsonObject, fields: readonly Known[]): string => {
  const decided = outputsOf(table).every((column) => column["default"] !== undefined);
  if (!decided) return t("どの規則にも当てはまらないときは、決まりません（誤りになります）。", "Where no rule applies nothing is decided: an error.");
  return t(`どの規則にも当てはまらないときは、${resultsText(table, outputsOf(table).map((column) => column["default"] ?? null), fields)}。`, `Otherwise ${resultsText(table, outputsOf(table).map((column) => column["default"] ?? null), fields)}.`);
};

const resultsText = (table: JsonObject, values: readonly Json[], fields: readonly Known[]): string =>
  outputsOf(table).map((column, place) => {
    const title = columnName(column, fields);
    return t(`「${title}」は${quoted(namedValue(column, fields)(values[place] ?? null))}`, `“${title}” is ${quoted(namedValue(column, fields)(values[place] ?? null))}`);
  }).join(t("、", ", "));

const quoted = (text: string): string => t(`「${text}」`, `“${text}”`);
