// What a step takes today: minutes, waiting, medium, errors, judgement. Figures say how sure they are.

import { type JsonObject, isList, stringAt } from "../kernel/json";
import { Check, type Choice, NumberInput, Select, TextInput } from "../ui/controls";
import { language, t } from "../ui/language";
import type { Change } from "../ui/change";
import { MEDIA } from "./parts";
import { Quantity } from "./Quantity";

export const Effort = ({ node, change }: { node: JsonObject; change: Change }) => {
  const undecided: Choice = { value: "", label: t("分からない", "Not known") };
  return (
    <details className="ed-more">
      <summary>{t("手間と時間", "Effort and time")}</summary>
      <Quantity label={t("1件あたりの作業時間", "Work per case")} unit={t("分", "min")} value={node["minutes"]} onChange={(value) => change("minutes", value)} />
      <Quantity label={t("取りかかるまでの待ち時間", "Waiting before")} unit={t("分", "min")} value={node["wait_minutes"]} onChange={(value) => change("wait_minutes", value)} />
      <Quantity label={t("準備・段取りの時間", "Set-up")} unit={t("分", "min")} value={node["setup_minutes"]} onChange={(value) => change("setup_minutes", value)} />
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
