// A step in full: what is done, by whom, where it leads, what it reads and writes, what it takes.

import { useMemo } from "react";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { Button, Check, Checks, type Choice, Select, TextInput } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { language, say, t } from "../ui/language";
import { KeyInput } from "../ui/KeyInput";
import { TextInputs } from "../ui/TextInputs";
import { ExprEditor } from "../ui/ExprEditor";
import { Duration } from "./Duration";
import { Effort } from "./Effort";
import { knownIn } from "./fields";
import type { Change } from "../ui/change";
import type { Known } from "../ui/conditions";
import { bindForm, duplicate, keyOf, lanesOf, nodesOf, removeNode, renameNode } from "./model";
import { Outcomes } from "./Outcomes";
import { typeName } from "./parts";
import { ACTIONS, GATEWAYS, KIN, PEOPLE } from "./parts";
import { Properties } from "./Properties";
import { OF_ACTIVITY, OF_PEOPLE, OF_TYPE } from "./specs";
import { StepTable } from "./StepTable";
import { Ways } from "./Ways";

interface Props {
  readonly flow: JsonObject;
  readonly node: JsonObject;
  readonly change: Change;
}

export const NodeInspector = ({ flow, node, change }: Props) => {
  const { session, around } = useOpened();
  const type = stringAt(node, "type");
  const fields = useMemo(() => knownIn(flow, around), [flow["data"], flow["nodes"], around]);
  const kin = KIN.find((each) => each.includes(type));
  const event = type === "start" || type === "end";
  return (
    <>
      <h2 className="ed-heading">{typeName(type)}</h2>
      <TextInputs label={t("工程の名前", "Name of the step")} value={node["title"]} onChange={(value) => change("title", value ?? "")} />
      <Select label={t("担当", "Lane")} value={stringAt(node, "lane")} onChange={(value) => change("lane", value || undefined)} choices={[...(event || stringAt(node, "lane") === "" ? [{ value: "", label: t("どの担当でもない", "Nobody") }] : []), ...lanesOf(flow).map((lane) => ({ value: keyOf(lane), label: say(lane["title"]) || keyOf(lane) }))]} />
      {kin ? <Select label={t("種類", "Type")} value={type} choices={kin.map((each) => ({ value: each, label: typeName(each) }))} onChange={(value) => change("type", value)} /> : null}
      <Ways flow={flow} node={node} />
      <Own flow={flow} node={node} change={change} />
      <StepTable node={node} />
      <Properties specs={OF_TYPE[type] ?? []} flow={flow} holder={node} fields={fields} change={change} />
      {PEOPLE.includes(type) ? <People flow={flow} node={node} change={change} /> : null}
      {PEOPLE.includes(type) || type === "form" ? <Until flow={flow} node={node} change={change} /> : null}
      {event || GATEWAYS.includes(type) ? null : <Information flow={flow} node={node} change={change} />}
      {event || GATEWAYS.includes(type) ? null : <Effort node={node} change={change} />}
      {event || GATEWAYS.includes(type) ? null : (
        <details className="ed-more">
          <summary>{t("書類・統制・媒体など", "Documents, controls, media …")}</summary>
          <Properties specs={OF_ACTIVITY} flow={flow} holder={node} fields={fields} change={change} />
        </details>
      )}
      <details className="ed-more">
        <summary>{t("くわしい設定", "More")}</summary>
        <KeyInput value={keyOf(node)} onChange={(key) => session.edit({ ...renameNode(flow, keyOf(node), key, t("記号を変える", "key changed")), merge: `key:${nodesOf(flow).indexOf(node)}` })} />
        {event ? null : <TextInputs label={t("変えてはいけない理由（あるとき）", "Why it must stay as it is")} value={node["pinned"]} onChange={(value) => change("pinned", value)} />}
      </details>
      <div className="ed-inline">
        <Button onClick={() => session.edit(duplicate(flow, keyOf(node), t("工程を複製する", "step duplicated")))}>{t("複製する", "Duplicate")}</Button>
        <Button kind="danger" onClick={() => session.edit(removeNode(flow, keyOf(node), t("工程を消す", "step removed")))}>{t("この工程を消す", "Remove this step")}</Button>
      </div>
    </>
  );
};

/** What only this type of step knows. */
const Own = ({ flow, node, change }: Props) => {
  const { session, around } = useOpened();
  const named = (list: string): Choice[] => objectsAt(around, list).map((each) => ({ value: keyOf(each), label: say(each["title"]) || keyOf(each) }));
  const undecided = { value: "", label: t("決めていない", "Not decided") };
  switch (stringAt(node, "type")) {
    case "start":
      return null;
    case "end":
      return (
        <>
          <Select label={t("結果", "Result")} value={stringAt(node, "result")} onChange={(value) => change("result", value || undefined)}
            choices={[undecided, { value: "approved", label: t("認めた", "Approved") }, { value: "refused", label: t("認めない", "Refused") }, { value: "withdrawn", label: t("取り下げ", "Withdrawn") }, { value: "completed", label: t("完了", "Completed") }]} />
          <Check label={t("ここで案件全体を終える", "Ends the whole case")} checked={node["terminate"] === true} onChange={(value) => change("terminate", value || undefined)} />
        </>
      );
    case "form":
      return (
        <Select label={t("使うフォーム", "Form")} value={stringAt(node, "form")} choices={[undecided, ...named("forms")]} help={t("選ぶと、フォームで聞くことがこの流れの情報になります。", "What the form asks becomes data of the flow.")}
          onChange={(value) => {
            if (value === "") return change("form", undefined);
            const fields = (form: string): readonly JsonObject[] => objectsAt(objectsAt(around, "forms").find((each) => keyOf(each) === form), "fields");
            session.edit(bindForm(flow, keyOf(node), value, fields(value), fields(stringAt(node, "form")), t("フォームをつなぐ", "form chosen")));
          }} />
      );
    case "task":
      return <Select label={t("作業の種類", "Kind of work")} value={stringAt(node, "action")} onChange={(value) => change("action", value || undefined)} choices={[undecided, ...Object.entries(ACTIONS).map(([value, names]) => ({ value, label: names[language() === "ja" ? 0 : 1] }))]} />;
    case "decision":
      return <Select label={t("判定表", "Decision table")} value={stringAt(node, "table")} choices={[undecided, ...named("tables")]} onChange={(value) => change("table", value || undefined)} />;
    case "notice":
      return (
        <>
          <Select label={t("送る相手", "To whom")} value={stringAt(node, "to")} onChange={(value) => change("to", value || undefined)} choices={[undecided, ...lanesOf(flow).map((lane) => ({ value: keyOf(lane), label: say(lane["title"]) }))]} />
          <Select label={t("通知文", "Letter")} value={stringAt(node, "template")} choices={[undecided, ...named("letters")]} onChange={(value) => change("template", value || undefined)} help={named("letters").length === 0 ? t("通知文は「手続案内と通知文」で作ります。", "Letters are written under “page and letters”.") : ""} />
        </>
      );
    case "timer":
      return <Duration value={isObject(node["wait"]) ? node["wait"] : {}} onChange={(value) => change("wait", value)} label={t("待つ長さ", "How long")} />;
    case "wait":
      return <TextInput label={t("待つ連絡の名前", "Name of the message")} short value={stringAt(node, "message")} onChange={(value) => change("message", value || undefined)} />;
    default:
      return null;
  }
};

const People = ({ flow, node, change }: Props) => {
  const { around } = useOpened();
  const fields = knownIn(flow, around);
  const type = stringAt(node, "type");
  const assign = isObject(node["assign"]) ? node["assign"] : {};
  const others = nodesOf(flow).filter((other) => other !== node && PEOPLE.includes(stringAt(other, "type")));
  const excluded = isList(assign["not_same_as"]) ? assign["not_same_as"].map(String) : typeof assign["not_same_as"] === "string" ? [assign["not_same_as"]] : [];
  const named = others.map((other) => ({ value: keyOf(other), label: say(other["title"]) || keyOf(other) }));
  const kind = typeof assign["same_as"] === "string" ? "same" : excluded.length > 0 ? "other" : assign["authority"] !== undefined ? "authority" : typeof assign["field"] === "string" ? "field" : "anyone";
  const choose = (value: string): void => {
    const first = named[0]?.value ?? "";
    const made: Readonly<Record<string, JsonObject>> = { same: { same_as: first }, other: { not_same_as: [first] }, field: { field: fields[0]?.name ?? "" }, authority: { authority: node["amount"] ?? 0 } };
    change("assign", made[value]);
  };
  return (
    <>
      {type === "task" ? null : <Outcomes flow={flow} node={node} change={change} />}
      {type === "approval" && isList(flow["levels"]) ? (
        <Select label={t("決裁する役職", "Level")} value={stringAt(node, "level")} onChange={(value) => change("level", value || undefined)} choices={[{ value: "", label: t("決めていない", "Not decided") }, ...flow["levels"].map((level) => ({ value: String(level), label: String(level) }))]} />
      ) : null}
      <Select label={t("だれがするか", "Assigned to")} value={kind} onChange={choose}
        choices={[{ value: "anyone", label: t("担当のだれでも", "Anyone of the lane") }, ...(named.length > 0 ? [{ value: "same", label: t("ある工程と同じ人", "The same person as …") }, { value: "other", label: t("ある工程とは違う人", "Somebody else than …") }] : []), ...(fields.length > 0 ? [{ value: "field", label: t("情報に書かれた人", "Who is named in a field") }] : []), { value: "authority", label: t("職務権限表で決まる役職", "By the authority table") }]} />
      {kind === "same" ? <Select label={t("どの工程と同じ人か", "Same as")} value={stringAt(assign, "same_as")} choices={named} onChange={(value) => change("assign", { same_as: value })} /> : null}
      {kind === "other" ? <Checks label={t("どの工程と違う人か", "Not the same as")} choices={named} values={excluded} onChange={(values) => change("assign", values.length > 0 ? { not_same_as: values } : undefined)} /> : null}
      {kind === "field" ? <Select label={t("どの情報に書かれた人か", "Named in")} value={stringAt(assign, "field")} choices={fields.map((each) => ({ value: each.name, label: each.label || each.name }))} onChange={(value) => change("assign", { field: value })} /> : null}
      {kind === "authority" ? <ExprEditor label={t("権限を決める金額", "Amount that decides who may")} fields={fields} expr={assign["authority"] ?? 0} onChange={(value) => change("assign", { authority: value })} /> : null}
    </>
  );
};

/** Choices by title; where two have the same, their keys tell them apart. */
const named = (items: readonly JsonObject[]): readonly Choice[] => {
  const titles = items.map((item) => say(item["title"]) || keyOf(item));
  return items.map((item, at) => ({ value: keyOf(item), label: titles.indexOf(titles[at] ?? "") === titles.lastIndexOf(titles[at] ?? "") ? (titles[at] ?? "") : `${titles[at]}（${keyOf(item)}）` }));
};

/** Until when, what happens when it is late, and what whoever does it is told: of staff and of applicants. */
const Until = ({ flow, node, change }: Props) => (
  <>
    <Duration label={t("期限", "Due within")} value={isObject(node["due"]) ? node["due"] : {}} onChange={(value) => change("due", value)} />
    <Properties specs={OF_PEOPLE} flow={flow} holder={node} fields={NONE} change={change} />
    {node["type"] === "form" ? null : <TextInputs label={t("担当者に見せる説明", "Instructions")} rows={3} value={node["instructions"]} onChange={(value) => change("instructions", value)} />}
  </>
);
const NONE: readonly Known[] = [];

const Information = ({ flow, node, change }: Props) => {
  const [data, checks] = [named(objectsAt(flow, "data")), named(objectsAt(flow, "checks"))];
  const list = (name: string): string[] => (isList(node[name]) ? node[name].map(String) : []);
  const set = (name: string) => (values: Json & readonly string[]): void => change(name, values.length > 0 ? values : undefined);
  if (data.length + checks.length === 0) return null;
  return (
    <details className="ed-more">
      <summary>{t("見る情報・書く情報", "Reads and writes")}</summary>
      {data.length > 0 ? <Checks label={t("見る情報", "Reads")} choices={data} values={list("reads")} onChange={set("reads")} /> : null}
      {data.length > 0 ? <Checks label={t("書く情報", "Writes")} choices={data} values={list("writes")} onChange={set("writes")} /> : null}
      {checks.length > 0 ? <Checks label={t("確かめること", "Checks")} choices={checks} values={list("checks")} onChange={set("checks")} /> : null}
    </details>
  );
};
