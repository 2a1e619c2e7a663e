// Why the check says that a case gets stuck: the run that shows it, step by step, in words and on the picture.

import { useEffect, useRef } from "react";
import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import { Button } from "../ui/controls";
import type { Finding } from "../ui/editor";
import { say, t } from "../ui/language";
import { edgeName, edgesOf, keyOf, nodesOf } from "./model";
import { tokensAfter } from "./replaying";

export interface Replayed {
  readonly finding: Finding;
  readonly run: readonly string[];
  /** How many steps of the run have been shown. */
  readonly step: number;
}

export const Replay = ({ flow, replayed, show, close }: { flow: JsonObject; replayed: Replayed; show: (step: number) => void; close: () => void }) => {
  const { run, step, finding } = replayed;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const titles = new Map(nodesOf(flow).map((node) => [keyOf(node), say(node["title"]) || keyOf(node)]));
  const edges = new Map(edgesOf(flow).map((edge) => [edgeName(edge), edge]));
  const ends = (name: string): readonly [string, string] => [titles.get(stringAt(edges.get(name), "from")) ?? "", titles.get(stringAt(edges.get(name), "to")) ?? ""];
  const [from, to] = ends(run[step - 1] ?? "");
  const over = step === run.length;
  const waiting = [...new Set(tokensAfter(flow, run, step).map((name) => ends(name)[1]))];
  return (
    <section className="ed-walk" aria-label={t("起こる例", "The run that shows it")}>
      <h2 className="ed-heading" tabIndex={-1} ref={heading}>{t("起こる例", "The run that shows it")}（{step} / {run.length}）</h2>
      <div role="status">
        <p><strong>{step === 0 ? t("案件が始まりました。", "A case has begun.") : t(`「${from}」から「${to}」へ進みました。`, `It went from “${from}” to “${to}”.`)}</strong></p>
        {step > 0 ? <p>{t(`いまいるところ：${waiting.map((each) => `「${each}」の手前`).join("、")}`, `It now stands before ${waiting.map((each) => `“${each}”`).join(", ")}.`)}</p> : null}
        {over ? <p className="ed-wrong">{finding.message}</p> : null}
      </div>
      <div className="ed-inline">
        <Button disabled={step === 0} onClick={() => show(step - 1)}>{t("前へ", "Back")}</Button>
        <Button kind="main" disabled={over} onClick={() => show(step + 1)}>{t("次へ", "Next")}</Button>
        <Button onClick={close}>{t("閉じる", "Close")}</Button>
      </div>
    </section>
  );
};
