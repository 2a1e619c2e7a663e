// A condition as sentences that one picks together; nested parts are boxes inside boxes.

import { type Json, type JsonObject, isList, isObject } from "../kernel/json";
import { type Known, comparison, firstValue, kindOf, operatorName, operatorsFor } from "./conditions";
import { Button, Checks, NumberInput, Select, TextInput } from "./controls";
import { t } from "./language";

interface Props {
  readonly label: string;
  readonly fields: readonly Known[];
  readonly condition: JsonObject;
  readonly onChange: (condition: JsonObject) => void;
}

export const firstCondition = (fields: readonly Known[]): JsonObject => {
  const known = fields.find((each) => each.type === "yesno") ?? fields.find((each) => each.type === "choice") ?? fields[0];
  const op = operatorsFor(known?.type ?? "text")[0] ?? "eq";
  return comparison(known?.name ?? "today", op, firstValue(op, known));
};

export const ConditionEditor = ({ label, fields, condition, onChange }: Props) => {
  const kind = kindOf(condition);
  if (kind === "field") {
    return (
      <fieldset className="ed-condition">
        <legend className="ed-label">{label}</legend>
        <Comparison fields={fields} condition={condition} onChange={onChange} />
        <div className="ed-inline">
          <Button onClick={() => onChange({ all: [condition, firstCondition(fields)] })}>{t("条件を加える", "Add a condition")}</Button>
        </div>
      </fieldset>
    );
  }
  if (kind === "not") {
    return (
      <fieldset className="ed-condition">
        <legend className="ed-label">{t(`${label}：次に当てはまらないとき`, `${label}: unless`)}</legend>
        {isObject(condition["not"]) ? (
          <ConditionEditor label={t("条件", "Condition")} fields={fields} condition={condition["not"]} onChange={(part) => onChange({ not: part })} />
        ) : null}
        <Button onClick={() => isObject(condition["not"]) && onChange(condition["not"])}>{t("「当てはまらないとき」をやめる", "Take “unless” away")}</Button>
      </fieldset>
    );
  }
  const parts = condition[kind] as readonly JsonObject[];
  const replaced = (at: number, part: JsonObject): void => onChange({ [kind]: parts.map((each, place) => (place === at ? part : each)) });
  const without = (at: number): void => {
    const left = parts.filter((_each, place) => place !== at);
    onChange(left.length === 1 && left[0] ? left[0] : { [kind]: left });
  };
  return (
    <fieldset className="ed-condition">
      <legend className="ed-label">{label}</legend>
      <Select
        label={t("つなぎ方", "How they join")} hideLabel value={kind} onChange={(value) => onChange({ [value]: parts })}
        choices={[{ value: "all", label: t("すべてに当てはまるとき", "All of these hold") }, { value: "any", label: t("どれかに当てはまるとき", "At least one holds") }]}
      />
      {parts.map((part, at) => (
        <div key={at} className="ed-part">
          {kindOf(part) === "field" ? (
            <Comparison fields={fields} condition={part} onChange={(changed) => replaced(at, changed)} />
          ) : (
            <ConditionEditor label={t(`条件${at + 1}`, `Condition ${at + 1}`)} fields={fields} condition={part} onChange={(changed) => replaced(at, changed)} />
          )}
          <Button onClick={() => without(at)} about={t(`条件${at + 1}`, `condition ${at + 1}`)}>{t("この条件を消す", "Remove")}</Button>
        </div>
      ))}
      <div className="ed-inline">
        <Button onClick={() => onChange({ [kind]: [...parts, firstCondition(fields)] })}>{t("条件を加える", "Add a condition")}</Button>
        <Button onClick={() => onChange({ [kind]: [...parts, { [kind === "all" ? "any" : "all"]: [firstCondition(fields), firstCondition(fields)] }] })}>
          {t("まとまりを加える", "Add a group")}
        </Button>
      </div>
    </fieldset>
  );
};

const Comparison = ({ fields, condition, onChange }: Omit<Props, "label">) => {
  const [name, op] = [String(condition["field"]), String(condition["op"])];
  const known = fields.find((each) => each.name === name);
  const operators = operatorsFor(known?.type ?? "text");
  const change = (field: string, wanted: string): void => {
    const other = fields.find((each) => each.name === field);
    const allowed = operatorsFor(other?.type ?? "text");
    const alike = field === name || other?.type === known?.type; // arrow keys pass fields of other types on their way
    const next = alike && allowed.includes(wanted) ? wanted : (allowed[0] ?? "eq");
    const keep = field === name && shapeOf(next) === shapeOf(op);
    onChange(comparison(field, next, keep ? condition["value"] : firstValue(next, other)));
  };
  return (
    <div className="ed-comparison">
      <Select label={t("項目", "Field")} hideLabel value={name} choices={fields.map((each) => ({ value: each.name, label: each.label || each.name }))} onChange={(value) => change(value, op)} />
      {operators.length > 1 ? (
        <Select label={t("比べ方", "Comparison")} hideLabel value={op} choices={[...new Set([...operators, op])].map((each) => ({ value: each, label: operatorName(each, known?.type ?? "") }))} onChange={(value) => change(name, value)} />
      ) : null}
      {shapeOf(op) === "none" ? null : (
        <Operand op={op} known={known} value={condition["value"] ?? null} onChange={(value) => onChange(comparison(name, op, value))} />
      )}
    </div>
  );
};

const shapeOf = (op: string): "none" | "list" | "pair" | "one" =>
  op === "empty" || op === "not_empty" ? "none" : op === "in" || op === "not_in" ? "list" : op === "between" ? "pair" : "one";

const Operand = ({ op, known, value, onChange }: { op: string; known: Known | undefined; value: Json; onChange: (value: Json) => void }) => {
  if (shapeOf(op) === "list" && known && known.options.length > 0) {
    const values = (isList(value) ? value : []).map(String);
    return <Checks label={t("どれか", "One of")} choices={known.options} values={values} onChange={onChange} />;
  }
  if (shapeOf(op) === "pair") {
    const [low = null, high = null] = isList(value) ? value : [];
    return (
      <>
        <Literal label={t("から", "From")} known={known} value={low} onChange={(changed) => onChange([changed, high])} />
        <Literal label={t("まで", "To")} known={known} value={high} onChange={(changed) => onChange([low, changed])} />
      </>
    );
  }
  if (shapeOf(op) === "list") {
    const text = (isList(value) ? value : []).map(String).join("、");
    return <TextInput label={t("値（「、」で区切る）", "Values, separated by commas")} value={text} onChange={(typed) => onChange(typed.split(/[、,]/).map((each) => each.trim()))} />;
  }
  return <Literal label={t("値", "Value")} known={known} value={value} onChange={onChange} />;
};

/** One value, by the type of what it is compared with. */
export const Literal = ({ label, known, value, onChange }: { label: string; known: Known | undefined; value: Json; onChange: (value: Json) => void }) => {
  if (isObject(value)) return <p className="ed-help">{t("ほかの項目と比べています：", "Compared with: ")}{String(value["field"] ?? value["param"])}</p>;
  switch (known?.type) {
    case "yesno":
    case "consent":
    case "boolean":
      return (
        <Select
          label={label} hideLabel value={String(value)} onChange={(chosen) => onChange(chosen === "true")}
          choices={[{ value: "true", label: t("はい", "Yes") }, { value: "false", label: t("いいえ", "No") }]}
        />
      );
    case "choice":
    case "choices":
      return <Select label={label} hideLabel value={String(value)} choices={known.options} onChange={onChange} />;
    case "number":
    case "money":
    case "computed":
      return <NumberInput label={label} value={typeof value === "number" ? value : undefined} onChange={(number) => onChange(number ?? null)} />;
    case "date":
      return <TextInput label={label} short help={t("2026-04-01 か today（申請の日）、today-18y（18年前）", "2026-04-01, or today, or today-18y")} value={String(value ?? "")} onChange={onChange} />;
    default:
      return <TextInput label={label} short value={String(value ?? "")} onChange={onChange} />;
  }
};
