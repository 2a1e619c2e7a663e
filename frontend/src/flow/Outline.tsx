// The flow as a list, from the beginning to the end: the way of keyboards, screen readers and phones, equal to the picture.

import { memo, useCallback, useState } from "react";
import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { Button } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { edgeText } from "./edges";
import { edgesOf, keyOf, lanesOf, nodesOf, selection } from "./model";
import { looksAlike } from "./alike";
import type { Marks } from "./marks";
import { typeName } from "./parts";
import { pickedAfter } from "./several";

interface Props {
  readonly flow: JsonObject;
  readonly order: readonly string[];
  readonly selected: string;
  readonly marks: Marks;
  readonly known: ReadonlyMap<string, Known>;
  readonly picked: ReadonlySet<string>;
  readonly pick: (keys: ReadonlySet<string>) => void;
}

export const Outline = memo(({ flow, order, selected, marks, known, picked, pick }: Props) => {
  const { session } = useOpened();
  const [several, setSeveral] = useState(false);
  const boxes = several || picked.size > 1;
  const toggle = useCallback((key: string): void => pick(pickedAfter(picked, key, true)), [picked, pick]);
  const nodes = new Map(nodesOf(flow).map((node) => [keyOf(node), node]));
  const lanes = new Map(lanesOf(flow).map((lane) => [keyOf(lane), say(lane["title"])]));
  const out = new Map<string, JsonObject[]>();
  for (const edge of edgesOf(flow)) {
    const ways = out.get(stringAt(edge, "from"));
    if (ways === undefined) out.set(stringAt(edge, "from"), [edge]);
    else ways.push(edge);
  }
  return (
    <section className="ed-outline" aria-label={t("工程の一覧", "List of steps")}>
      <h2 className="ed-heading">{t("工程の一覧", "Steps")}</h2>
      <button type="button" className={`ed-outline__all${selected === "" ? " ed-card--selected" : ""}`} aria-pressed={selected === ""} onClick={() => session.select("")}>{t("流れ全体の内容", "The whole flow")}</button>
      <Button pressed={boxes} onClick={() => { setSeveral(!boxes); if (boxes) pick(new Set()); }}>{t("いくつか選ぶ", "Choose several")}</Button>
      <ol className="ed-list">
        {order.map((key) => {
          const node = nodes.get(key);
          if (node === undefined) return null;
          const ways = (out.get(key) ?? []).map((edge) => `→ ${say(nodes.get(stringAt(edge, "to"))?.["title"]) || stringAt(edge, "to")}${edgeText(edge, node, known) && `（${edgeText(edge, node, known)}）`}`).join("\n");
          return (
            <Row key={key} name={key} title={say(node["title"]) || typeName(stringAt(node, "type"))} type={stringAt(node, "type")} lane={lanes.get(stringAt(node, "lane")) ?? ""}
              ways={ways} selected={selected === selection("node", key)} mark={marks.get(key)} select={session.select} box={boxes ? picked.has(key) : undefined} toggle={boxes ? toggle : undefined} />
          );
        })}
      </ol>
    </section>
  );
}, looksAlike);

const Row = memo(
  ({ name, title, type, lane, ways, selected, mark, select, box, toggle }: {
    name: string; title: string; type: string; lane: string; ways: string; selected: boolean; mark: "error" | "warning" | "info" | undefined; select: (selected: string) => void;
    box: boolean | undefined; toggle: ((key: string) => void) | undefined;
  }) => (
    <li className={`ed-step${selected ? " ed-card--selected" : ""}`}>
      {box === undefined ? null : <input type="checkbox" className="ed-step__box" checked={box} onChange={() => toggle?.(name)} aria-label={t(`「${title}」を選ぶ`, `Choose “${title}”`)} />}
      <button type="button" className="ed-card__name" aria-pressed={selected} data-node={name} onClick={() => select(selection("node", name))}>
        <span className="ed-card__label">{title}</span>
        <span className="ed-card__about">{lane}{lane && "・"}{typeName(type)}{mark ? <span className={`ed-mark ed-mark--${mark}`}>{mark === "error" ? t("✕ 誤り", "✕ error") : t("⚠ 注意", "⚠ warning")}</span> : null}</span>
        {ways ? <span className="ed-step__ways">{ways}</span> : null}
      </button>
    </li>
  ),
);
