// The whole flow: what it is for, what the law says, its figures, its lanes and its data.

import { useMemo } from "react";
import { type Json, type JsonObject, isObject, listAt, objectsAt, stringAt } from "../kernel/json";
import { Button, NumberInput, Select, TextInput } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { KeyInput } from "../ui/KeyInput";
import { TextInputs } from "../ui/TextInputs";
import type { Change } from "../ui/change";
import { knownIn } from "./fields";
import { Properties } from "./Properties";
import { Quantity } from "./Quantity";
import { OF_DATA, OF_FLOW } from "./specs";
import { addLane, freeKey, keyOf, lanesOf, nodesOf, selection } from "./model";
import { renameData } from "./renaming";

export const FlowInspector = ({ flow, change }: { flow: JsonObject; change: Change }) => {
  const { around } = useOpened();
  const fields = useMemo(() => knownIn(flow, around), [flow["data"], flow["nodes"], around]);
  return (
    <>
      <h2 className="ed-heading">{t("流れ全体", "The whole flow")}</h2>
      <TextInputs label={t("手続の名前", "Name of the procedure")} value={flow["title"]} onChange={(value) => change("title", value ?? "")} />
      <TextInputs label={t("目的", "Purpose")} help={t("だれの、どんな困りごとのための手続かを書きます。", "For whom it is, and what it solves.")} rows={3} value={flow["purpose"]} onChange={(value) => change("purpose", value)} />
      <Lanes flow={flow} />
      <details className="ed-more" open>
        <summary>{t("件数と期間", "Volume and time")}</summary>
        <Quantity label={t("年間の件数", "Cases per year")} unit={t("件", "cases")} value={flow["volume_per_year"]} onChange={(value) => change("volume_per_year", value)} />
        <Quantity label={t("標準処理期間", "Standard period")} unit={t("開庁日", "office days")} value={flow["standard_days"]} onChange={(value) => change("standard_days", value)} />
        <Quantity label={t("担当が替わるたびにかかる時間", "Time per hand-over")} unit={t("分", "min")} value={flow["handoff_minutes"]} onChange={(value) => change("handoff_minutes", value)} />
      </details>
      <details className="ed-more">
        <summary>{t("目標（指標）", "Targets")}</summary>
        <Kpis kpis={objectsAt(flow, "kpis")} onChange={(kpis) => change("kpis", kpis.length > 0 ? kpis : undefined)} />
      </details>
      <details className="ed-more">
        <summary>{t("法令", "Law")}</summary>
        <TextInputs label={t("根拠法令", "Legal basis")} rows={2} value={flow["legal_basis"]} onChange={(value) => change("legal_basis", value)} />
        <Disposition value={isObject(flow["disposition"]) ? flow["disposition"] : {}} onChange={(value) => change("disposition", value)} />
      </details>
      <details className="ed-more">
        <summary>{t("情報（データ）", "Data")}</summary>
        <DataItems flow={flow} change={change} />
      </details>
      {OF_FLOW_PARTS().map(([title, names]) => (
        <details key={title} className="ed-more">
          <summary>{title}</summary>
          <Properties specs={OF_FLOW.filter((spec) => names.includes(spec.name))} flow={flow} holder={flow} fields={fields} change={change} />
        </details>
      ))}
      <Pictures />
    </>
  );
};

const OF_FLOW_PARTS = (): readonly (readonly [string, readonly string[]])[] => [
  [t("職務権限", "Authority"), ["levels", "authority"]], [t("審査で確かめること", "Checks"), ["checks"]], [t("書類", "Documents"), ["documents", "trusted_issuers"]],
  [t("統制", "Controls"), ["controls"]], [t("システム", "Systems"), ["systems", "entry_minutes"]], [t("季節の波・定数", "Season and constants"), ["season", "params"]],
];

/** The picture to take away, as it was saved last. */
const Pictures = () => {
  const { address } = useOpened();
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("図を書き出す（保存した内容）", "The picture, as saved")}</legend>
      <div className="ed-inline">{["svg", "png", "pdf"].map((kind) => <a key={kind} className="ed-button" href={`${address}/picture.${kind}`} download>{kind.toUpperCase()}</a>)}</div>
    </fieldset>
  );
};

const Lanes = ({ flow }: { flow: JsonObject }) => {
  const { session } = useOpened();
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("担当（図の列）", "Lanes (columns)")}</legend>
      <ul className="ed-plain">
        {lanesOf(flow).map((lane) => (
          <li key={keyOf(lane)}><button type="button" className="ed-link" onClick={() => session.select(selection("lane", keyOf(lane)))}>{say(lane["title"]) || keyOf(lane)}</button></li>
        ))}
      </ul>
      <Button onClick={() => session.edit(addLane(flow, "staff", t("新しい担当", "New lane"), t("担当を加える", "lane added")))}>＋ {t("担当を加える", "Add a lane")}</Button>
    </fieldset>
  );
};

const KPIS = (): readonly (readonly [string, string, string, number])[] => [
  ["lead_time_days", t("所要日数", "Days"), t("日", "days"), 1], ["touch_minutes", t("1件あたりの作業", "Work per case"), t("分", "min"), 1],
  ["cost_per_case", t("1件あたりの費用", "Cost per case"), t("円", "yen"), 1], ["automation_rate", t("自動処理の割合", "Automated"), "%", 100],
  ["online_rate", t("オンライン申請の割合", "Online"), "%", 100], ["satisfaction", t("満足度", "Satisfaction"), t("点", "points"), 1],
];

const Kpis = ({ kpis, onChange }: { kpis: readonly JsonObject[]; onChange: (kpis: readonly Json[]) => void }) => (
  <>
    {KPIS().map(([key, name, unit, factor]) => {
      const found = kpis.find((each) => each["key"] === key);
      const target = typeof found?.["target"] === "number" ? Math.round(found["target"] * factor * 100) / 100 : undefined;
      return (
        <NumberInput key={key} label={name} unit={unit} value={target} onChange={(value) => {
          const others = kpis.filter((each) => each["key"] !== key);
          onChange(value === undefined ? others : KPIS().flatMap(([each]) => (each === key ? [{ key, target: value / factor }] : others.filter((other) => other["key"] === each))));
        }} />
      );
    })}
  </>
);

const Disposition = ({ value, onChange }: { value: JsonObject; onChange: (value: JsonObject | undefined) => void }) => {
  const set = (name: string, changed: Json | undefined): void => {
    const { [name]: _before, ...rest } = value;
    const next = changed === undefined ? rest : { ...value, [name]: changed };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  const words = (list: readonly string[]) => [{ value: "", label: t("選んでいない", "Not chosen") }, ...list.map((each) => ({ value: each, label: each }))];
  return (
    <>
      <Select label={t("この手続は何に当たるか", "What it is in law")} value={stringAt(value, "kind")} choices={words(["処分", "届出", "事実行為"])} onChange={(kind) => set("kind", kind || undefined)} />
      <Select label={t("根拠の種類", "Kind of basis")} value={stringAt(value, "basis")} choices={words(["法", "条例", "要綱"])} onChange={(basis) => set("basis", basis || undefined)} />
      <TextInputs label={t("審査基準（ないときは、その理由）", "Criteria, or why there are none")} rows={3} value={value["criteria"]} onChange={(text) => set("criteria", text)} />
      <TextInputs label={t("教示（不服申立ての案内）", "Notice of appeal")} rows={3} value={value["appeal_notice"]} onChange={(text) => set("appeal_notice", text)} />
    </>
  );
};

const SOURCES = () => [
  { value: "resident", label: t("申請する人が答える", "From the applicant") }, { value: "register", label: t("役所がすでに持っている", "In a register of the city") },
  { value: "staff", label: t("職員が書く", "From staff") }, { value: "system", label: t("システムが出す", "From a system") },
];

const DataItems = ({ flow, change }: { flow: JsonObject; change: Change }) => {
  const { session } = useOpened();
  const items = objectsAt(flow, "data");
  /** What a form asks is called as the form calls it: its key changes there. */
  const asked = new Set(nodesOf(flow).filter((node) => node["type"] === "form" && node["form"] !== undefined).flatMap((node) => listAt(node, "writes")));
  const set = (at: number, name: string, value: Json | undefined): void =>
    change("data", items.map((each, place) => (place === at ? with_(each, name, value) : each)));
  return (
    <>
      {items.map((item, at) => (
        <details key={at} className="ed-more">
          <summary>{say(item["title"]) || keyOf(item)}</summary>
          {asked.has(keyOf(item)) ? null : <KeyInput help={t("条件や判定表がこの情報を指すときの名前です。", "The name by which conditions and tables know it.")} value={keyOf(item)} onChange={(key) => session.edit(renameData(flow, keyOf(item), key, t("記号を変える", "key changed")))} />}
          <TextInputs label={t("名前", "Name")} value={item["title"]} onChange={(value) => set(at, "title", value ?? "")} />
          <Select label={t("どこから来るか", "Where it comes from")} value={stringAt(item, "source")} choices={SOURCES()} onChange={(value) => set(at, "source", value)} />
          <TextInput label={t("同じ意味の情報", "Same meaning")} short value={stringAt(item, "means")} onChange={(value) => set(at, "means", value || undefined)} />
          <Properties specs={OF_DATA} flow={flow} holder={item} fields={[]} change={(name, value) => set(at, name, value)} />
          <Button kind="danger" about={say(item["title"])} onClick={() => change("data", items.filter((each) => each !== item))}>{t("消す", "Remove")}</Button>
        </details>
      ))}
      <Button onClick={() => change("data", [...items, { key: freeKey(flow, "item", "data"), title: t("新しい情報", "New item"), type: "text", source: "staff" }])}>＋ {t("情報を加える", "Add an item")}</Button>
    </>
  );
};

const with_ = (holder: JsonObject, name: string, value: Json | undefined): JsonObject => {
  const { [name]: _before, ...rest } = holder;
  return value === undefined ? rest : { ...holder, [name]: value };
};
