// A cell of a decision table as an operator and what it is compared with, and in words.

import { type Json, type JsonObject, isList, isObject } from "../kernel/json";
import { language, t } from "../ui/language";

export type CellKind = "any" | "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "between" | "in" | "not_in" | "empty" | "filled" | "other";

export const kindOfCell = (cell: Json): CellKind => {
  if (cell === null) return "any";
  if (!isObject(cell)) return "eq";
  if (cell["empty"] !== undefined) return cell["empty"] === true ? "empty" : "filled";
  const [name, ...more] = Object.keys(cell).filter((each) => each !== "open");
  return more.length === 0 && ["ne", "lt", "lte", "gt", "gte", "between", "in", "not_in"].includes(name ?? "") ? (name as CellKind) : "other";
};

export const kindsFor = (column: JsonObject): readonly CellKind[] => {
  const common: CellKind[] = ["empty", "filled"];
  if (column["type"] === "boolean") return ["any", "eq", ...common];
  if (column["type"] === "string") return ["any", "eq", "in", "ne", "not_in", ...common];
  return ["any", "eq", "lt", "lte", "gt", "gte", "between", ...common];
};

export const kindName = (kind: CellKind, column: JsonObject): string => {
  const date = column["type"] === "date";
  const names: Readonly<Record<CellKind, readonly [string, string]>> = {
    any: ["何でも", "anything"], eq: ["次と同じ", "is"], ne: ["次以外", "is not"], lt: date ? ["より前", "before"] : ["より小さい", "less than"], lte: date ? ["の日まで", "on or before"] : ["以下", "at most"],
    gt: date ? ["より後", "after"] : ["より大きい", "more than"], gte: date ? ["の日から", "on or after"] : ["以上", "at least"], between: ["次の間", "between"],
    in: ["次のどれか", "one of"], not_in: ["次のどれでもない", "none of"], empty: ["空欄", "empty"], filled: ["入力あり", "filled in"], other: ["（そのまま）", "(kept)"],
  };
  return names[kind][language() === "ja" ? 0 : 1];
};

/** A cell of `kind`, keeping the value that stood there where it can. */
export const cellOf = (kind: CellKind, before: Json, column: JsonObject): Json => {
  const value = firstOf(before, column);
  switch (kind) {
    case "any":
      return null;
    case "eq":
      return value;
    case "empty":
      return { empty: true };
    case "filled":
      return { empty: false };
    case "between":
      return { between: [value, value] };
    case "in":
    case "not_in":
      return { [kind]: [value] };
    case "other":
      return before;
    default:
      return { [kind]: value };
  }
};

/** The values that a cell names. */
export const valuesOfCell = (cell: Json): readonly Json[] => {
  if (!isObject(cell)) return cell === null ? [] : [cell];
  const found = Object.entries(cell).find(([name]) => name !== "open" && name !== "empty")?.[1];
  return isList(found) ? found : found === undefined || found === null ? [] : [found];
};

const firstOf = (cell: Json, column: JsonObject): Json => {
  const [found] = valuesOfCell(cell);
  if (found !== undefined) return found;
  const domain = isObject(column["domain"]) ? column["domain"] : {};
  if (isList(domain["values"]) && domain["values"].length > 0) return domain["values"][0] ?? "";
  if (column["type"] === "boolean") return true;
  if (column["type"] === "number") return typeof domain["min"] === "number" ? domain["min"] : 0;
  return column["type"] === "date" ? "2026-04-01" : "";
};

export const cellText = (cell: Json, column: JsonObject, named: (value: Json) => string): string => {
  const kind = kindOfCell(cell);
  const values = valuesOfCell(cell).map(named);
  switch (kind) {
    case "any":
      return t("—", "—");
    case "eq":
      return values[0] ?? "";
    case "ne":
    case "not_in":
      return t(`${values.join("・")} 以外`, `not ${values.join(", ")}`);
    case "in":
      return values.join(t("・", ", "));
    case "between":
      return `${values[0]} ${t("から", "to")} ${values[1]}`;
    case "empty":
    case "filled":
      return kindName(kind, column);
    case "other":
      return JSON.stringify(cell);
    default:
      return language() === "ja" ? `${values[0]} ${kindName(kind, column)}` : `${kindName(kind, column)} ${values[0]}`;
  }
};
