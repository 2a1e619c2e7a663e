// What a column asks for, or gives: beside the grid, for the column or rule that is selected, or the table as a whole.

import { setting } from "../editing/history";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { valueAt } from "../kernel/patch";
import type { Known } from "../ui/conditions";
import { Button, Check, DayInput, NumberInput, Pick, Select, TextInput } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { ExprEditor } from "../ui/ExprEditor";
import { t } from "../ui/language";
import { Sheet } from "../ui/Sheet";
import { TextInputs } from "../ui/TextInputs";
import { addInput, addOutput, askAnother, inputsOf, outputsOf, removeColumn } from "./model";

export const Columns = ({ table, selected, fields }: { table: JsonObject; selected: string; fields: readonly Known[] }) => {
  const { session } = useOpened();
  const found = selected === "" ? table : valueAt(table, selected);
  const holder = isObject(found) ? found : table;
  const path = isObject(found) ? selected : "";
  const change = (name: string, value: Json | undefined): void => {
    session.edit({ label: t("判定表を変える", "table changed"), patch: setting(holder, path, name, value), merge: `${path}#${name}` });
  };
  const [, side = "", place = "0"] = path.split("/");
  const labelled = (name: string): Json => fields.find((each) => each.name === name)?.label ?? name;
  return (
    <Sheet label={t("選んだものの内容", "What is selected")} about={path}>
      {side === "inputs" ? (
        <Input key={path} column={holder} fields={fields} change={change} ask={(field) => session.edit(askAnother(table, Number(place), field, labelled(field.name), t("列で聞くことを変える", "column asks another field")))} />
      ) : side === "outputs" ? (
        <Output key={path} column={holder} change={change} />
      ) : side === "rules" ? (
        <>
          <h2 className="ed-heading">{t(`規則${Number(place) + 1}`, `Rule ${Number(place) + 1}`)}</h2>
          <TextInputs label={t("この規則の理由（メモ）", "Why this rule")} rows={3} value={holder["note"]} onChange={(value) => change("note", value)} />
        </>
      ) : (
        <>
          <h2 className="ed-heading">{t("判定表全体", "The whole table")}</h2>
          <TextInputs label={t("判定表の名前", "Name of the table")} value={table["title"]} onChange={(value) => change("title", value ?? "")} />
          <Validity valid={isObject(table["valid"]) ? table["valid"] : {}} onChange={(value) => change("valid", value)} />
        </>
      )}
      {side === "inputs" || side === "outputs" ? (
        <Button kind="danger" disabled={objectsAt(table, side).length <= 1} onClick={() => session.edit(removeColumn(table, side, Number(place), t("列を消す", "column removed")))}>{t("この列を消す", "Remove this column")}</Button>
      ) : null}
      <fieldset className="ed-set">
        <legend className="ed-label">{t("列を加える", "Add a column")}</legend>
        <Pick label={t("条件の列：どの項目を見るか", "Condition: which field")} value="" button={t("列を加える", "Add the column")} choices={[{ value: "", label: t("項目を選ぶ", "Choose a field") }, ...fields.filter((each) => !inputsOf(table).some((input) => isObject(input["expr"]) && input["expr"]["field"] === each.name)).map((each) => ({ value: each.name, label: each.label || each.name }))]}
          onPick={(name) => { const field = fields.find((each) => each.name === name); if (field) session.edit(addInput(table, field, labelled(name), t("条件の列を加える", "condition column added"))); }} />
        <Button onClick={() => session.edit(addOutput(table, t(`結果${outputsOf(table).length + 1}`, `Result ${outputsOf(table).length + 1}`), t("結果の列を加える", "result column added")))}>＋ {t("結果の列を加える", "Add a result")}</Button>
      </fieldset>
    </Sheet>
  );
};

/** The days on which the table may decide; outside of them every case goes to a person. */
const Validity = ({ valid, onChange }: { valid: JsonObject; onChange: (value: JsonObject | undefined) => void }) => {
  const set = (name: "from" | "to", day: string): void => {
    const { [name]: _before, ...rest } = valid;
    const next: JsonObject = day === "" ? rest : { ...valid, [name]: day };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("有効期間", "Valid")}</legend>
      <p className="ed-help">{t("この期間の外に届いた案件は、すべて人の審査に回ります。空欄は、いつからでも・いつまでも。", "Cases that arrive outside of it go to a person. Empty: no limit.")}</p>
      <DayInput label={t("いつから", "From")} value={stringAt(valid, "from")} onChange={(day) => set("from", day)} />
      <DayInput label={t("いつまで", "To")} value={stringAt(valid, "to")} onChange={(day) => set("to", day)} />
    </fieldset>
  );
};

const Input = ({ column, fields, change, ask }: { column: JsonObject; fields: readonly Known[]; change: (name: string, value: Json | undefined) => void; ask: (field: Known) => void }) => {
  const expr = column["expr"];
  const field = isObject(expr) && typeof expr["field"] === "string" ? expr["field"] : null;
  const domain = isObject(column["domain"]) ? column["domain"] : {};
  const bound = (name: string): number | undefined => (typeof domain[name] === "number" ? domain[name] : undefined);
  const setDomain = (name: string, value: Json | undefined): void => {
    const { [name]: _before, ...rest } = domain;
    const next: JsonObject = value === undefined ? rest : { ...domain, [name]: value };
    change("domain", Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <>
      <h2 className="ed-heading">{t("条件の列", "Condition")}</h2>
      <TextInputs label={t("見出し", "Heading")} value={column["title"]} onChange={(value) => change("title", value)} />
      <Pick key={field} label={t("見る項目", "Field")} value={field ?? "="} button={t("この項目を見る", "Ask this field")} choices={[...fields.map((each) => ({ value: each.name, label: each.label || each.name })), ...(field === null ? [{ value: "=", label: t("計算した値", "A computed value") }] : [])]}
        onPick={(name) => { const found = fields.find((each) => each.name === name); if (found) ask(found); }} />
      {field === null ? <ExprEditor label={t("計算のしかた", "How it is computed")} fields={fields} expr={expr ?? null} onChange={(value) => change("expr", value)} /> : null}
      {column["type"] === "number" ? (
        <>
          <NumberInput label={t("小さくても", "At least")} value={bound("min")} onChange={(value) => setDomain("min", value)} />
          <NumberInput label={t("大きくても", "At most")} value={bound("max")} onChange={(value) => setDomain("max", value)} />
          <Check label={t("整数だけ（人数・円）", "Whole numbers only")} checked={domain["integer"] === true} onChange={(value) => setDomain("integer", value || undefined)} />
        </>
      ) : null}
    </>
  );
};

const Output = ({ column, change }: { column: JsonObject; change: (name: string, value: Json | undefined) => void }) => {
  const values = isList(column["values"]) ? column["values"] : [];
  return (
    <>
      <h2 className="ed-heading">{t("結果の列", "Result")}</h2>
      <TextInputs label={t("見出し", "Heading")} value={column["title"]} onChange={(value) => change("title", value)} />
      <TextInput label={t("記号", "Key")} short value={stringAt(column, "key")} onChange={(key) => { if (/^[a-z][a-z0-9_-]{0,63}$/.test(key)) change("key", key); }} />
      {column["type"] === "string" ? (
        <TextInput label={t("選べる値（「、」で区切る）", "Values, separated by commas")} value={values.map(String).join("、")} onChange={(typed) => { const next = typed.split(/[、,]/).map((each) => each.trim()).filter(Boolean); change("values", next.length > 0 ? next : undefined); }} />
      ) : null}
      {values.length > 0 ? (
        <Select label={t("どの規則にも当てはまらないとき", "When no rule applies")} value={String(column["default"] ?? "")} choices={[{ value: "", label: t("決めない（誤りになる）", "Nothing (an error)") }, ...values.map((value) => ({ value: String(value), label: String(value) }))]} onChange={(value) => change("default", value || undefined)} />
      ) : null}
    </>
  );
};
