// What a step takes today: minutes, waiting, medium, errors, judgement. Figures say how sure they are.

import { type Json, type JsonObject, isList, isObject, stringAt } from "../kernel/json";
import { Check, type Choice, NumberInput, Select, TextInput } from "../ui/controls";
import { language, t } from "../ui/language";
import type { Change } from "../ui/change";
import { MEDIA } from "./parts";

export const Effort = ({ node, change }: { node: JsonObject; change: Change }) => {
  const undecided: Choice = { value: "", label: t("分からない", "Not known") };
  return (
    <details className="ed-more">
      <summary>{t("手間と時間", "Effort and time")}</summary>
      <Quantity name="minutes" label={t("1件あたりの作業時間", "Work per case")} node={node} change={change} />
      <Quantity name="wait_minutes" label={t("取りかかるまでの待ち時間", "Waiting before")} node={node} change={change} />
      <Quantity name="setup_minutes" label={t("準備・段取りの時間", "Set-up")} node={node} change={change} />
      <Select label={t("使うもの（媒体）", "Medium")} value={stringAt(node, "medium")} onChange={(value) => change("medium", value || undefined)} choices={[undecided, ...Object.entries(MEDIA).map(([value, names]) => ({ value, label: names[language() === "ja" ? 0 : 1] }))]} />
      <TextInput label={t("使うシステム（「、」で区切る）", "Systems, separated by commas")} short value={isList(node["systems"]) ? node["systems"].join("、") : ""}
        onChange={(value) => { const systems = value.split(/[、,]/).map((each) => each.trim()).filter(Boolean); change("systems", systems.length > 0 ? systems : undefined); }} />
      <Select label={t("判断", "Judgement")} value={stringAt(node, "judgement")} onChange={(value) => change("judgement", value || undefined)}
        choices={[undecided, { value: "none", label: t("判断はない", "None") }, { value: "rule", label: t("決まりどおりに決まる", "By rule") }, { value: "discretion", label: t("人の裁量がいる", "Discretion") }]} />
      <NumberInput label={t("間違いの割合", "Errors")} unit="%" value={typeof node["error_rate"] === "number" ? Math.round(node["error_rate"] * 10000) / 100 : undefined} onChange={(value) => change("error_rate", value === undefined ? undefined : Math.min(1, Math.max(0, value / 100)))} />
      <NumberInput label={t("できる人の数", "People who can do it")} whole unit={t("人", "people")} value={typeof node["able_people"] === "number" ? node["able_people"] : undefined} onChange={(value) => change("able_people", value)} />
      <Check label={t("わざと二重に確かめている", "A second check on purpose")} checked={node["independent"] === true} onChange={(value) => change("independent", value || undefined)} />
    </details>
  );
};

const Quantity = ({ name, label, node, change }: { name: string; label: string; node: JsonObject; change: Change }) => {
  const value = node[name];
  const mean = typeof value === "number" ? value : isObject(value) && typeof value["mean"] === "number" ? value["mean"] : undefined;
  const from = isObject(value) ? stringAt(value, "from") : "";
  const set = (amount: number | undefined, sure: string): void => {
    const rest: JsonObject = isObject(value) ? value : {};
    const { from: _from, ...others } = rest;
    const made: Json = sure === "" && Object.keys(others).every((each) => each === "mean") ? (amount ?? 0) : { ...others, mean: amount ?? 0, ...(sure ? { from: sure } : {}) };
    change(name, amount === undefined ? undefined : made);
  };
  return (
    <>
      <NumberInput label={label} unit={t("分", "min")} value={mean} onChange={(amount) => set(amount, from)} />
      {mean === undefined ? null : (
        <Select label={t(`${label}の確かさ`, `How sure: ${label}`)} value={from} onChange={(sure) => set(mean, sure)}
          choices={[{ value: "", label: t("書かない", "Not said") }, { value: "measured", label: t("測った", "Measured") }, { value: "estimated", label: t("見積もった", "Estimated") }, { value: "felt", label: t("感覚", "Felt") }]} />
      )}
    </>
  );
};
