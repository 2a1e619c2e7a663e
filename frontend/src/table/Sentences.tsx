// The table as sentences, to read aloud and to change: the same rules as in the grid, one after the other.

import { type Json, type JsonObject, isList, stringAt } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { Button, Pick } from "../ui/controls";
import { type Finding, useOpened } from "../ui/editor";
import { t } from "../ui/language";
import { CellEditor, ValueEditor } from "./Grid";
import { columnName, namedValue } from "./names";
import { cellOf, kindOfCell } from "./cells";
import { addRule, duplicateRule, inputsOf, moveRule, outputsOf, removeRule, rulesOf, setCell } from "./model";
import { clauseText, otherwiseText, ruleText } from "./wording";

interface Props {
  readonly table: JsonObject;
  readonly selected: string;
  readonly fields: readonly Known[];
  readonly findings: readonly Finding[] | null;
}

export const Sentences = ({ table, selected, fields, findings }: Props) => {
  const { session } = useOpened();
  const rules = rulesOf(table);
  const wrong = new Set((findings ?? []).filter((each) => each.severity !== "info").map((each) => /^\/rules\/(\d+)/.exec(each.pointer)?.[1]));
  return (
    <section className="ed-sentences" aria-label={t("規則を文で", "The rules as sentences")}>
      <ol className="ed-list">
        {rules.map((rule, at) => (
          <li key={stringAt(rule, "key")} className={`ed-sentence${selected === `/rules/${at}` ? " ed-card--selected" : ""}`}>
            <button type="button" className="ed-card__name" aria-expanded={selected === `/rules/${at}`} onClick={() => session.select(selected === `/rules/${at}` ? "" : `/rules/${at}`)}>
              <span><strong>{t(`規則${at + 1}`, `Rule ${at + 1}`)}</strong>{wrong.has(String(at)) ? <span className="ed-mark ed-mark--warning">{t("⚠ 注意", "⚠ warning")}</span> : null}　{ruleText(table, rule, fields)}</span>
            </button>
            {selected === `/rules/${at}` ? <Open table={table} rule={rule} at={at} fields={fields} /> : null}
          </li>
        ))}
      </ol>
      <p className="ed-sentence">{otherwiseText(table, fields)}</p>
      <Button onClick={() => session.edit(addRule(table, rules.length, {}, t("規則を加える", "rule added")))}>＋ {t("規則を加える", "Add a rule")}</Button>
    </section>
  );
};

/** A sentence that is being changed: its conditions one by one, and what follows. */
const Open = ({ table, rule, at, fields }: { table: JsonObject; rule: JsonObject; at: number; fields: readonly Known[] }) => {
  const { session } = useOpened();
  const [when, then] = [isList(rule["when"]) ? rule["when"] : [], isList(rule["then"]) ? rule["then"] : []];
  const set = (side: "when" | "then", place: number) => (value: Json): void => {
    session.edit(setCell(at, side, place, value, t(`規則${at + 1}を変える`, `rule ${at + 1} changed`)));
  };
  const named = (column: JsonObject): string => columnName(column, fields);
  const asked = inputsOf(table).map((column, place) => ({ column, place, cell: when[place] ?? null }));
  const free = asked.filter(({ cell }) => cell === null);
  const begun = (column: JsonObject): Json => cellOf(column["type"] === "number" ? "lte" : "eq", null, column);
  return (
    <div className="ed-part">
      {asked.filter(({ cell }) => cell !== null).map(({ column, place, cell }) => (
        <fieldset key={place} className="ed-set">
          <legend className="ed-label">{clauseText(column, cell, fields)}</legend>
          <CellEditor column={column} cell={kindOfCell(cell) === "any" ? null : cell} fields={fields} onChange={set("when", place)} />
          <Button about={named(column)} onClick={() => set("when", place)(null)}>{t("この条件を外す", "Take this condition out")}</Button>
        </fieldset>
      ))}
      {free.length === 0 ? null : (
        <Pick key={free.map(({ place }) => place).join()} label={t("条件を加える", "Add a condition")} value="" button={t("加える", "Add")} choices={[{ value: "", label: t("項目を選ぶ", "Choose a field") }, ...free.map(({ column, place }) => ({ value: String(place), label: named(column) }))]}
          onPick={(place) => { const found = asked[Number(place)]; if (found) set("when", found.place)(begun(found.column)); }} />
      )}
      {outputsOf(table).map((column, place) => (
        <div key={place} className="ed-row">
          <span className="ed-label" aria-hidden="true">{named(column)}</span>
          <ValueEditor label={named(column)} column={column} value={then[place] ?? null} named={namedValue(column, fields)} onChange={set("then", place)} />
        </div>
      ))}
      <div className="ed-inline">
        <Button onClick={() => session.edit(moveRule(table, at, -1, t("規則を上へ", "rule moved up")))}>↑ {t("上へ", "Up")}</Button>
        <Button onClick={() => session.edit(moveRule(table, at, 1, t("規則を下へ", "rule moved down")))}>↓ {t("下へ", "Down")}</Button>
        <Button onClick={() => session.edit(duplicateRule(table, at, t("規則を複製する", "rule duplicated")))}>{t("複製", "Copy")}</Button>
        <Button kind="danger" onClick={() => session.edit(removeRule(table, at, t("規則を消す", "rule removed")))}>{t("この規則を消す", "Remove this rule")}</Button>
      </div>
    </div>
  );
};
