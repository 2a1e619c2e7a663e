// How a review or an approval can end: its buttons, whether one refuses, whether a reason is asked.

import { type Json, type JsonObject, objectsAt, stringAt } from "../kernel/json";
import { Button, Check, Select } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { KeyInput } from "../ui/KeyInput";
import { t } from "../ui/language";
import { TextInputs } from "../ui/TextInputs";
import type { Change } from "../ui/change";
import { keyOf, outcomesOf } from "./model";
import { renameOutcome } from "./renaming";

export const Outcomes = ({ flow, node, change }: { flow: JsonObject; node: JsonObject; change: Change }) => {
  const { session } = useOpened();
  const outcomes = outcomesOf(node);
  const set = (changed: readonly Json[]): void => change("outcomes", changed);
  const with_ = (at: number, name: string, value: Json): void => set(outcomes.map((each, place) => (place === at ? { ...each, [name]: value } : each)));
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("結果（ボタン）", "Outcomes (buttons)")}</legend>
      {objectsAt(node, "outcomes").length === 0 ? (
        <>
          <p className="ed-help">{t("承認・差戻し（理由が必要）・認めない（理由が必要）", "Approve, return (with a reason), refuse (with a reason)")}</p>
          <Button onClick={() => set(outcomes)}>{t("結果を変える", "Change them")}</Button>
        </>
      ) : (
        <>
          {outcomes.map((outcome, at) => (
            <div key={at} className="ed-part">
              <TextInputs label={t(`結果${at + 1}`, `Outcome ${at + 1}`)} value={outcome["title"]} onChange={(value) => with_(at, "title", value ?? "")} />
              <Select label={t("理由", "Reason")} value={stringAt(outcome, "reason") || "none"} onChange={(value) => with_(at, "reason", value)}
                choices={[{ value: "none", label: t("聞かない", "Not asked") }, { value: "optional", label: t("書いてもよい", "Optional") }, { value: "required", label: t("必ず書く", "Required") }]} />
              <Check label={t("申請を認めない結果", "This refuses the application")} checked={outcome["refuses"] === true} onChange={(value) => with_(at, "refuses", value)} />
              <details className="ed-more">
                <summary>{t("記号", "Key")}<span className="visually-hidden">{t(`（結果${at + 1}）`, ` (outcome ${at + 1})`)}</span></summary>
                <KeyInput label={t(`結果${at + 1}の記号`, `Key of outcome ${at + 1}`)} help={t("矢印は、この記号で結果を指します。", "Arrows name the outcome by it.")} value={keyOf(outcome)} onChange={(key) => session.edit(renameOutcome(flow, node, keyOf(outcome), key, t("記号を変える", "key changed")))} />
              </details>
              {outcomes.length > 1 ? <Button about={t(`結果${at + 1}`, `outcome ${at + 1}`)} onClick={() => set(outcomes.filter((_each, place) => place !== at))}>{t("消す", "Remove")}</Button> : null}
            </div>
          ))}
          <div className="ed-inline">
            <Button onClick={() => set([...outcomes, { key: free(outcomes), title: t("新しい結果", "New outcome") }])}>＋ {t("結果を加える", "Add an outcome")}</Button>
            <Button onClick={() => change("outcomes", undefined)}>{t("標準の3つに戻す", "Back to the usual three")}</Button>
          </div>
        </>
      )}
    </fieldset>
  );
};

const free = (outcomes: readonly JsonObject[]): string => {
  for (let number = 1; ; number++) if (!outcomes.some((each) => keyOf(each) === `outcome-${number}`)) return `outcome-${number}`;
};
