// A computed value, picked together: 合計, かけ算, 年齢 … Nothing is written as code.

import { type Json, type JsonObject, isList, isObject } from "../kernel/json";
import { ConditionEditor, firstCondition } from "./ConditionEditor";
import type { Known } from "./conditions";
import { Button, NumberInput, Select, TextInput } from "./controls";
import { t } from "./language";

interface Props {
  readonly label: string;
  readonly fields: readonly Known[];
  readonly expr: Json;
  readonly onChange: (expr: Json) => void;
  readonly depth?: number;
}

/** How far computations go into each other: as deep as anybody can still read. */
const DEEPEST = 8;
const MANY = ["sum", "product", "min", "max", "concat"];
const FORMULAS = (): readonly (readonly [string, string])[] => [
  ["sum", t("足し算（合計）", "Sum")], ["sub", t("引き算", "Difference")], ["product", t("かけ算", "Product")], ["div", t("割り算", "Quotient")],
  ["min", t("いちばん小さいもの", "Smallest")], ["max", t("いちばん大きいもの", "Largest")],
  ["floor", t("端数を切り捨て", "Round down")], ["ceil", t("端数を切り上げ", "Round up")], ["round", t("四捨五入", "Round")],
  ["age_at", t("年齢", "Age")], ["days_between", t("日数", "Days between")], ["business_days_between", t("開庁日の日数", "Office days between")],
  ["sum_of", t("くり返しの合計", "Sum over a group")], ["count", t("くり返しの件数", "Count of a group")], ["any_of", t("くり返しのどれかにある", "Any of a group")],
  ["concat", t("文字をつなぐ", "Join texts")], ["if", t("場合分け", "If … then … else")],
];

const first = (name: string, fields: readonly Known[]): JsonObject => {
  const number = fields.find((each) => ["number", "money", "computed"].includes(each.type) && !each.name.includes("."));
  const value: Json = number ? { field: number.name } : 0;
  const group = fields.find((each) => each.type === "group");
  const date = fields.find((each) => each.type === "date" && !each.name.includes("."));
  const day: Json = date ? { field: date.name } : "today";
  switch (name) {
    case "sum_of": {
      const inner = fields.find((each) => group && each.name.startsWith(`${group.name}.`) && ["number", "money"].includes(each.type));
      return { sum_of: [group?.name ?? "", inner?.name.split(".")[1] ?? ""] };
    }
    case "count":
    case "any_of":
      return { [name]: [group?.name ?? ""] };
    case "if":
      return { if: [firstCondition(fields), value, 0] };
    case "age_at":
    case "days_between":
    case "business_days_between":
      return { [name]: [day, "today"] };
    case "floor":
    case "ceil":
    case "round":
      return { [name]: [value, 0] };
    case "sub":
    case "div":
      return { [name]: [value, 1] };
    default:
      return { [name]: [value] };
  }
};

export const ExprEditor = ({ label, fields, expr, onChange, depth = 0 }: Props) => {
  const kind = !isObject(expr) ? (typeof expr === "string" ? "text" : "number") : typeof expr["field"] === "string" ? "field" : typeof expr["param"] === "string" ? "param" : (Object.keys(expr)[0] ?? "number");
  const choices = [
    ...(kind === "param" ? [{ value: "param", label: t("手続の定数", "A constant of the procedure") }] : []),
    { value: "field", label: t("項目の値", "Value of a field") },
    { value: "number", label: t("数", "A number") },
    { value: "text", label: t("文字・日付", "A text or a date") },
    ...(depth < DEEPEST ? FORMULAS().map(([value, name]) => ({ value, label: name, group: t("計算", "Computation") })) : []),
  ];
  const chosen = (value: string): void => {
    if (value === "number") onChange(0);
    else if (value === "text") onChange("today");
    else if (value === "field") onChange({ field: fields.find((each) => !each.name.includes("."))?.name ?? "" });
    else onChange(first(value, fields));
  };
  return (
    <fieldset className="ed-condition">
      <legend className="ed-label">{label}</legend>
      <Select label={t("何を", "What")} hideLabel value={kind} choices={choices} onChange={chosen} />
      <Arguments kind={kind} fields={fields} expr={expr} onChange={onChange} depth={depth} />
    </fieldset>
  );
};

const Arguments = ({ kind, fields, expr, onChange, depth }: Omit<Props, "label"> & { kind: string; depth: number }) => {
  if (kind === "number") return <NumberInput label={t("値", "Value")} value={typeof expr === "number" ? expr : undefined} onChange={(value) => onChange(value ?? 0)} />;
  if (kind === "text") return <TextInput label={t("値", "Value")} short value={String(expr ?? "")} onChange={onChange} />;
  if (!isObject(expr)) return null;
  if (kind === "field") return <Field fields={fields} name={String(expr["field"])} onChange={(name) => onChange({ field: name })} />;
  if (kind === "param") return <TextInput label={t("定数の名前", "Name of the constant")} short value={String(expr["param"])} onChange={(name) => onChange({ param: name })} />;
  const given = isList(expr[kind]) ? expr[kind] : [];
  const replaced = (at: number, value: Json): void => onChange({ [kind]: given.map((each, place) => (place === at ? value : each)) });
  if (kind === "sum_of" || kind === "count" || kind === "any_of") return <OverGroup kind={kind} fields={fields} given={given} onChange={onChange} />;
  return (
    <>
      {given.map((each, at) =>
        kind === "if" && at === 0 && isObject(each) ? (
          <ConditionEditor key={at} label={t("次のとき", "If")} fields={fields} condition={each} onChange={(changed) => replaced(at, changed)} />
        ) : (
          <div key={at} className="ed-part">
            <ExprEditor label={argumentName(kind, at)} fields={fields} expr={each} onChange={(changed) => replaced(at, changed)} depth={depth + 1} />
            {MANY.includes(kind) && given.length > 1 ? (
              <Button onClick={() => onChange({ [kind]: given.filter((_one, place) => place !== at) })} about={argumentName(kind, at)}>{t("消す", "Remove")}</Button>
            ) : null}
          </div>
        ),
      )}
      {MANY.includes(kind) ? <Button onClick={() => onChange({ [kind]: [...given, 0] })}>{t("値を加える", "Add a value")}</Button> : null}
    </>
  );
};

const argumentName = (kind: string, at: number): string => {
  const names: Readonly<Record<string, readonly string[]>> = {
    sub: [t("この値から", "From"), t("この値を引く", "subtract")], div: [t("この値を", "Divide"), t("この値で割る", "by")],
    age_at: [t("生まれた日", "Born"), t("いつの年齢か", "Age on")], days_between: [t("始まりの日", "From"), t("終わりの日", "To")],
    business_days_between: [t("始まりの日", "From"), t("終わりの日", "To")], if: ["", t("当てはまるときの値", "Then"), t("当てはまらないときの値", "Otherwise")],
    floor: [t("値", "Value"), t("小数の桁数", "Digits")], ceil: [t("値", "Value"), t("小数の桁数", "Digits")], round: [t("値", "Value"), t("小数の桁数", "Digits")],
  };
  return names[kind]?.[at] ?? t(`値${at + 1}`, `Value ${at + 1}`);
};

const Field = ({ fields, name, onChange }: { fields: readonly Known[]; name: string; onChange: (name: string) => void }) => (
  <Select label={t("項目", "Field")} hideLabel value={name} choices={fields.map((each) => ({ value: each.name, label: each.label || each.name }))} onChange={onChange} />
);

const OverGroup = ({ kind, fields, given, onChange }: { kind: string; fields: readonly Known[]; given: readonly Json[]; onChange: (expr: Json) => void }) => {
  const [group = "", inner = ""] = given.map(String);
  const groups = fields.filter((each) => each.type === "group");
  const inside = fields.filter((each) => each.name.startsWith(`${group}.`));
  return (
    <>
      <Select label={t("どのくり返し", "Which group")} value={group} choices={groups.map((each) => ({ value: each.name, label: each.label }))} onChange={(name) => onChange({ [kind]: kind === "sum_of" ? [name, ""] : [name] })} />
      <Select
        label={t("どの項目", "Which field")} value={inner}
        choices={[...(kind === "sum_of" ? [] : [{ value: "", label: t("（件数そのもの）", "(the items themselves)") }]), ...inside.map((each) => ({ value: each.name.split(".")[1] ?? "", label: each.label }))]}
        onChange={(name) => onChange({ [kind]: name === "" ? [group] : [group, name] })}
      />
    </>
  );
};
