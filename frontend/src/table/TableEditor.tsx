// The rule editor: the table as a grid, what no rule or several rules decide below it, and a pane to try it out.

import { useMemo, useState } from "react";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { type Known } from "../ui/conditions";
import { Button, Select } from "../ui/controls";
import { Bar, type Finding, useEditing, useFindings, useOpened } from "../ui/editor";
import { Check } from "../ui/FindingList";
import { knownIn } from "../flow/fields";
import { t } from "../ui/language";
import { Columns } from "./Columns";
import { cellText } from "./cells";
import { Grid } from "./Grid";
import { Law } from "./Law";
import { columnName, namedValue } from "./names";
import { addRule, cellsOfGap, inputsOf, rulesOf } from "./model";
import { Past } from "./Past";
import { Sentences } from "./Sentences";
import { TryOut } from "./TryOut";

export const TableEditor = () => {
  const { session, around } = useOpened();
  const { history } = useEditing();
  const { document, selected } = history;
  const [shown, setShown] = useState<"grid" | "words" | "try" | "past">("grid");
  const findings = useFindings();
  const fields = useMemo(() => askable(around), [around]);
  const gaps = (findings ?? []).filter((each) => each.code === "table.gap" && isObject(each.json["detail"]));
  const goTo = (finding: Finding): void => session.select(/^\/(rules|inputs|outputs)\/\d+/.exec(finding.pointer)?.[0] ?? "");
  const whereOf = (finding: Finding): string => {
    const place = /^\/rules\/(\d+)/.exec(finding.pointer)?.[1];
    return place === undefined ? "" : t(`規則${Number(place) + 1}`, `rule ${Number(place) + 1}`);
  };
  return (
    <div className="ed ed--table">
      <Bar>
        <span className="ed-tabs" role="group" aria-label={t("表示", "View")}>
          <Button pressed={shown === "grid"} onClick={() => setShown("grid")}>{t("規則の表", "Rules")}</Button>
          <Button pressed={shown === "words"} onClick={() => setShown("words")}>{t("文で読む", "As sentences")}</Button>
          <Button pressed={shown === "try"} onClick={() => setShown("try")}>{t("試してみる", "Try it out")}</Button>
          <Button pressed={shown === "past"} onClick={() => setShown("past")}>{t("過去の案件で試す", "On past cases")}</Button>
        </span>
        <Policy table={document} onChange={(value) => session.edit({ label: t("当てはまり方を変える", "hit policy changed"), patch: [{ op: "replace", path: "/hit_policy", value }] })} />
      </Bar>
      <Check findings={findings} goTo={goTo} whereOf={whereOf} />
      {shown === "try" ? <TryOut table={document} fields={fields} /> : null}
      {shown === "past" ? <Past table={document} /> : null}
      <div className="ed-columns ed-columns--table">
        <div className="ed-grid-side">
          {shown === "words" ? <Sentences table={document} selected={selected} fields={fields} findings={findings} /> : <Grid table={document} selected={selected} fields={fields} findings={findings} />}
          <Gaps table={document} fields={fields} gaps={gaps} add={(finding) => session.edit(addRule(session.snapshot().history.document, rulesOf(session.snapshot().history.document).length, cellsOfGap((finding.json["detail"] as JsonObject)), t("足りない場合の規則を加える", "rule for a gap added")))} />
          <Law />
        </div>
        <Columns table={document} selected={selected} fields={fields} />
      </div>
    </div>
  );
};

/** Everything that a column may ask for: what forms ask, what other tables give, what flows know. */
const askable = (around: JsonObject): readonly Known[] => {
  const found = new Map<string, Known>();
  const flows = objectsAt(around, "flows");
  for (const flow of flows.length > 0 ? flows : [{}]) for (const known of knownIn(flow, around)) if (!known.name.includes(".")) found.set(known.name, known);
  return [...found.values()].filter((known) => !["file", "group", "address", "name", "bank_account", "note", "textarea"].includes(known.type));
};

const Policy = ({ table, onChange }: { table: JsonObject; onChange: (value: string) => void }) => {
  const names: readonly (readonly [string, string])[] = [
    ["unique", t("当てはまる規則は1つだけ", "Exactly one rule applies")], ["first", t("上から見て最初に当てはまるもの", "The first that applies")],
    ["any", t("いくつ当てはまっても同じ結果", "Several, with the same result")], ["priority", t("結果の優先順位で決める", "By priority of the result")],
    ["collect", t("当てはまるものを全部並べる", "All that apply")], ["collect_sum", t("当てはまる数を合計する", "Sum of all")], ["collect_min", t("いちばん小さい数", "Smallest of all")],
    ["collect_max", t("いちばん大きい数", "Largest of all")], ["collect_count", t("当てはまる数を数える", "How many apply")],
  ];
  return <span className="ed-policy"><Select label={t("当てはまり方", "Hit policy")} hideLabel value={stringAt(table, "hit_policy")} choices={names.map(([value, label]) => ({ value, label }))} onChange={onChange} /></span>;
};

/** Cases that no rule decides, each with an example row and a button that adds the rule. */
const Gaps = ({ table, fields, gaps, add }: { table: JsonObject; fields: readonly Known[]; gaps: readonly Finding[]; add: (finding: Finding) => void }) =>
  gaps.length === 0 ? null : (
    <section className="ed-gaps" aria-label={t("規則が足りない場合", "Cases without a rule")}>
      <h2 className="ed-heading">{t("規則が足りない場合", "Cases without a rule")}</h2>
      <ul className="ed-findings">
        {gaps.slice(0, 20).map((gap, at) => (
          <li key={at} className={`ed-finding ed-finding--${gap.severity}`}>
            <p>{casesText(table, fields, gap.json)}</p>
            <p className="ed-help">{t("例：", "For example: ")}{rowText(table, fields, gap.json["example"])}</p>
            <Button onClick={() => add(gap)} about={rowText(table, fields, gap.json["example"])}>＋ {t("この場合の規則を加える", "Add a rule for this")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );

/** Which cases: per column what it is, in the words of the form. */
const casesText = (table: JsonObject, fields: readonly Known[], finding: JsonObject): string => {
  const cells = isObject(finding["detail"]) && isObject(finding["detail"]["cells"]) ? finding["detail"]["cells"] : {};
  const said = inputsOf(table).flatMap((column) => {
    const parts = cells[stringAt(column, "key")];
    if (!isList(parts)) return [];
    const text = parts.map((cell) => cellText(cell, column, namedValue(column, fields))).join(t("、または ", " or "));
    return [`${columnName(column, fields)}：${text}`];
  });
  return said.join(t("／", "; ")) || t("すべての場合", "Every case");
};

const rowText = (table: JsonObject, fields: readonly Known[], example: Json | undefined): string => {
  if (!isObject(example)) return "";
  return inputsOf(table).map((column) => {
    const value = example[stringAt(column, "key")] ?? null;
    return `${columnName(column, fields)} ${value === null ? t("空欄", "empty") : namedValue(column, fields)(value)}`;
  }).join(t("、", ", "));
};
