// One case, walked through by hand: whoever designs sees what comes next, and where it would end.

import { useState } from "react";
import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import { Button } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { edgeText } from "./edges";
import { knownIn } from "./fields";
import { edgesOf, keyOf, lanesOf, nodesOf, selection } from "./model";
import { begun, choicesAt, type Walking, walked } from "./walking";

export const Walk = ({ flow }: { flow: JsonObject }) => {
  const { session, around } = useOpened();
  const known = new Map(knownIn(flow, around).map((field) => [field.name, field]));
  const [state, setState] = useState<Walking>(() => begun(flow));
  const lanes = new Map(lanesOf(flow).map((lane) => [keyOf(lane), say(lane["title"])]));
  const nodes = new Map(nodesOf(flow).map((node) => [keyOf(node), node]));
  const go = (at: string, edges: readonly JsonObject[]): void => {
    const next = walked(flow, state, at, edges);
    setState(next);
    session.select(selection("node", next.at[0] ?? at));
  };
  const title = (key: string): string => say(nodes.get(key)?.["title"]) || key;
  return (
    <section className="ed-walk" aria-label={t("1件流してみる", "Walk one case")}>
      <ol className="ed-walk__path">{state.past.map((key, at) => <li key={at}>{title(key)}</li>)}</ol>
      <div role="status">
        {state.at.length === 0 ? <p><strong>{state.waiting.size > 0 ? t("合流でほかの道を待ったまま、止まりました。", "It stands at a join, waiting for a branch that never comes.") : state.ended ? t("終わりまで進みました。", "The end is reached.") : t("開始の工程がありません。", "There is no start.")}</strong></p> : null}
        {state.at.map((key) => {
          const node = nodes.get(key) ?? {};
          const choices = choicesAt(flow, state, key);
          return (
            <div key={key} className="ed-walk__now">
              <p><strong>{title(key)}</strong>（{lanes.get(stringAt(node, "lane")) ?? t("担当なし", "nobody")}）</p>
              {choices.length === 0 ? <p className="ed-wrong">{t("ここから進めません。合流を待っているか、行き止まりです。", "Nothing leads on from here: it waits for another branch, or it is a dead end.")}</p> : null}
              <div className="ed-inline">
                {choices.map((edges) => {
                  const [edge] = edges;
                  const said = edge && edges.length === 1 ? edgeText(edge, node, known) : "";
                  return <Button key={edges.map((each) => stringAt(each, "to")).join()} onClick={() => go(key, edges)}>{said || t("次へ進む", "Go on")} → {edges.map((each) => title(stringAt(each, "to"))).join("・")}</Button>;
                })}
                {choices.length === 0 && edgesOf(flow).every((edge) => edge["from"] !== key) && node["type"] === "end" ? <Button onClick={() => go(key, [])}>{t("終える", "End")}</Button> : null}
              </div>
            </div>
          );
        })}
      </div>
      <Button onClick={() => setState(begun(flow))}>{t("はじめから", "Start again")}</Button>
    </section>
  );
};
