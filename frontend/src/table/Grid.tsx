// The rules as a grid. The rule that is selected can be changed in its row; the others are words.

import { memo } from "react";
import { type Json, type JsonObject, isList, isObject, stringAt } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { Button, Checks, NumberInput, Select, TextInput } from "../ui/controls";
import { type Finding, useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { type CellKind, cellOf, cellText, kindName, kindOfCell, kindsFor, valuesOfCell } from "./cells";
import { columnName, namedValue } from "./names";
import { addRule, duplicateRule, inputsOf, moveRule, outputsOf, removeRule, rulesOf, setCell } from "./model";

interface Props {
  readonly table: JsonObject;
  readonly selected: string;
  readonly fields: readonly Known[];
  readonly findings: readonly Finding[] | null;
}

export const Grid = ({ table, selected, fields, findings }: Props) => {
  const { session } = useOpened();
  const [inputs, outputs, rules] = [inputsOf(table), outputsOf(table), rulesOf(table)];
  const marked = new Map((findings ?? []).filter((each) => each.severity !== "info").map((each) => [/^\/rules\/(\d+)/.exec(each.pointer)?.[1] ?? "", each.severity]));
  const heading = (side: "inputs" | "outputs", column: JsonObject, at: number) => (
    <th key={`${side}${at}`} scope="col" className={side === "outputs" ? "ed-grid__then" : ""}>
      <button type="button" className="ed-link" aria-pressed={selected === `/${side}/${at}`} onClick={() => session.select(`/${side}/${at}`)}>{columnName(column, fields)}</button>
    </th>
  );
  return (
    <div className="ed-grid" role="region" aria-label={t("規則の表", "The rules")} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{say(table["title"])}</caption>
        <thead>
          <tr>
            <th scope="col">{t("規則", "Rule")}</th>
            {inputs.map((column, at) => heading("inputs", column, at))}
            {outputs.map((column, at) => heading("outputs", column, at))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) =>
            selected === `/rules/${at}` ? (
              <OpenRow key={stringAt(rule, "key")} table={table} rule={rule} at={at} fields={fields} mark={marked.get(String(at))} />
            ) : (
              <Row key={stringAt(rule, "key")} inputs={table["inputs"] as Json} outputs={table["outputs"] as Json} rule={rule} at={at} fields={fields} mark={marked.get(String(at))} select={session.select} />
            ),
          )}
        </tbody>
      </table>
      {rules.length === 0 ? <p className="ed-empty">{t("まだ規則がありません。すべて既定の結果になります。", "There is no rule yet: everything takes the default.")}</p> : null}
      <Button onClick={() => session.edit(addRule(table, rules.length, {}, t("規則を加える", "rule added")))}>＋ {t("規則を加える", "Add a rule")}</Button>
    </div>
  );
};

type Mark = Finding["severity"] | undefined;

const RuleName = ({ at, mark }: { at: number; mark: Mark }) => (
  <>{at + 1}{mark ? <span className={`ed-mark ed-mark--${mark}`}>{mark === "error" ? t("✕ 誤り", "✕ error") : t("⚠ 注意", "⚠ warning")}</span> : null}</>
);

const Row = memo(({ inputs, outputs, rule, at, fields, mark, select }: { inputs: Json; outputs: Json; rule: JsonObject; at: number; fields: readonly Known[]; mark: Mark; select: (path: string) => void }) => {
  const [when, then] = [isList(rule["when"]) ? rule["when"] : [], isList(rule["then"]) ? rule["then"] : []];
  const columns = (isList(inputs) ? inputs : []).filter(isObject);
  return (
    <tr onClick={() => select(`/rules/${at}`)}>
      <th scope="row"><button type="button" className="ed-link" onClick={() => select(`/rules/${at}`)}><RuleName at={at} mark={mark} /><span className="visually-hidden">{t("を変える", ": change")}</span></button></th>
      {columns.map((column, place) => <td key={place}>{cellText(when[place] ?? null, column, namedValue(column, fields))}</td>)}
      {(isList(outputs) ? outputs : []).filter(isObject).map((column, place) => <td key={place} className="ed-grid__then">{namedValue(column, fields)(then[place] ?? null)}</td>)}
    </tr>
  );
});

const OpenRow = ({ table, rule, at, fields, mark }: { table: JsonObject; rule: JsonObject; at: number; fields: readonly Known[]; mark: Mark }) => {
  const { session } = useOpened();
  const [when, then] = [isList(rule["when"]) ? rule["when"] : [], isList(rule["then"]) ? rule["then"] : []];
  const set = (side: "when" | "then", place: number) => (value: Json): void => {
    session.edit(setCell(at, side, place, value, t(`規則${at + 1}を変える`, `rule ${at + 1} changed`)));
  };
  const name = t(`規則${at + 1}`, `rule ${at + 1}`);
  return (
    <tr className="ed-grid__open">
      <th scope="row">
        <RuleName at={at} mark={mark} />
        <span className="ed-moves">
          <Button kind="icon" about={t(`${name}を上へ`, `${name} up`)} onClick={() => session.edit(moveRule(table, at, -1, t("規則を上へ", "rule moved up")))}>↑</Button>
          <Button kind="icon" about={t(`${name}を下へ`, `${name} down`)} onClick={() => session.edit(moveRule(table, at, 1, t("規則を下へ", "rule moved down")))}>↓</Button>
          <Button kind="icon" about={t(`${name}を消す`, `Remove ${name}`)} onClick={() => session.edit(removeRule(table, at, t("規則を消す", "rule removed")))}>✕</Button>
        </span>
        <Button about={name} onClick={() => session.edit(duplicateRule(table, at, t("規則を複製する", "rule duplicated")))}>{t("複製", "Copy")}</Button>
      </th>
      {inputsOf(table).map((column, place) => (
        <td key={place}><CellEditor column={column} cell={when[place] ?? null} fields={fields} onChange={set("when", place)} /></td>
      ))}
      {outputsOf(table).map((column, place) => (
        <td key={place} className="ed-grid__then"><ValueEditor label={columnName(column, fields)} column={column} value={then[place] ?? null} named={namedValue(column, fields)} onChange={set("then", place)} /></td>
      ))}
    </tr>
  );
};

export const CellEditor = ({ column, cell, fields, onChange }: { column: JsonObject; cell: Json; fields: readonly Known[]; onChange: (cell: Json) => void }) => {
  const kind = kindOfCell(cell);
  const name = columnName(column, fields);
  const kinds = [...new Set<CellKind>([...kindsFor(column), kind])];
  const values = valuesOfCell(cell);
  const named = namedValue(column, fields);
  const several = kind === "in" || kind === "not_in";
  const choices = listed(column);
  return (
    <div className="ed-cell">
      <Select label={t(`「${name}」の条件`, `Condition on “${name}”`)} hideLabel value={kind} choices={kinds.map((each) => ({ value: each, label: kindName(each, column) }))} onChange={(chosen) => onChange(cellOf(chosen as CellKind, cell, column))} />
      {several && choices.length > 0 ? (
        <Checks label={name} choices={choices.map((value) => ({ value: String(value), label: named(value) }))} values={values.map(String)} onChange={(chosen) => { if (chosen.length > 0) onChange({ [kind]: choices.filter((value) => chosen.includes(String(value))) }); }} />
      ) : several ? (
        <TextInput label={t("値（「、」で区切る）", "Values")} value={values.map(String).join("、")} onChange={(typed) => onChange({ [kind]: typed.split(/[、,]/).map((each) => each.trim()).filter(Boolean) })} />
      ) : kind === "between" ? (
        <>
          <ValueEditor label={t(`${name}：から`, `${name}: from`)} column={column} value={values[0] ?? null} named={named} onChange={(value) => onChange({ ...(cell as JsonObject), between: [value, values[1] ?? value] })} />
          <ValueEditor label={t(`${name}：まで`, `${name}: to`)} column={column} value={values[1] ?? null} named={named} onChange={(value) => onChange({ ...(cell as JsonObject), between: [values[0] ?? value, value] })} />
        </>
      ) : ["any", "empty", "filled", "other"].includes(kind) ? null : (
        <ValueEditor label={name} column={column} value={values[0] ?? null} named={named} onChange={(value) => onChange(kind === "eq" ? value : { [kind]: value })} />
      )}
    </div>
  );
};

const listed = (column: JsonObject): readonly Json[] => {
  const domain = isObject(column["domain"]) ? column["domain"] : {};
  const values = column["values"] ?? domain["values"];
  return isList(values) ? values : column["type"] === "boolean" ? [true, false] : [];
};

/** One value of a column or output: picked from the list that it has, or typed. */
export const ValueEditor = ({ label, column, value, named, onChange }: { label: string; column: JsonObject; value: Json; named: (value: Json) => string; onChange: (value: Json) => void }) => {
  const choices = listed(column);
  if (choices.length > 0) {
    return <Select label={label} hideLabel value={String(value)} choices={choices.map((each) => ({ value: String(each), label: named(each) }))} onChange={(chosen) => onChange(choices.find((each) => String(each) === chosen) ?? null)} />;
  }
  if (column["type"] === "number") return <NumberInput label={label} value={typeof value === "number" ? value : undefined} onChange={(number) => { if (number !== undefined) onChange(number); }} />;
  return <TextInput label={label} short value={String(value ?? "")} onChange={onChange} />;
};
