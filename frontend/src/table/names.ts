// What a value of a column is called: the label of the option in the form, はい, a number with separators.

import { type Json, type JsonObject, isList, isObject, stringAt } from "../kernel/json";
import { outputLabel, outputName } from "../flow/fields";
import { type Known, valueText } from "../ui/conditions";
import { say, t } from "../ui/language";

/** What a column is called: its heading, else what the form calls the field that it asks, else its key. */
export const columnName = (column: JsonObject, fields: readonly Known[]): string => {
  const title = say(column["title"]);
  if (title !== "") return title;
  const expr = column["expr"];
  if (!isObject(expr)) return outputLabel(stringAt(column, "key"));
  const labelled = (name: Json | undefined): string => fields.find((each) => each.name === name)?.label ?? "";
  const counted = isList(expr["count"]) && expr["count"].length === 1 ? labelled(expr["count"][0]) : "";
  return labelled(expr["field"]) || (counted && t(`${counted}の件数`, `Number of ${counted}`)) || stringAt(column, "key");
};

export const namedValue = (column: JsonObject, fields: readonly Known[]) => {
  const expr = column["expr"];
  const known = isObject(expr) ? fields.find((each) => each.name === expr["field"]) : undefined;
  return (value: Json): string => (expr === undefined && typeof value === "string" ? outputName(value) : valueText(value, known));
};
