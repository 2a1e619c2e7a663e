// What a value of a column is called: the label of the option in the form, はい, a number with separators.

import { type Json, type JsonObject, isObject } from "../kernel/json";
import { outputName } from "../flow/fields";
import { type Known, valueText } from "../ui/conditions";

export const namedValue = (column: JsonObject, fields: readonly Known[]) => {
  const expr = column["expr"];
  const known = isObject(expr) ? fields.find((each) => each.name === expr["field"]) : undefined;
  return (value: Json): string => (expr === undefined && typeof value === "string" ? outputName(value) : valueText(value, known));
};
