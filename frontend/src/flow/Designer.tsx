// The flow designer: palette, the outline and the picture of one and the same flow, the inspector; checks below the bar.

import { memo, useCallback, useMemo, useState } from "react";
import { stringAt } from "../kernel/json";
import { Button } from "../ui/controls";
import { Bar, type Finding, useEditing, useFindings, useOpened, useProposals } from "../ui/editor";
import { Check } from "../ui/FindingList";
import { language, say, t } from "../ui/language";
import { Canvas } from "./Canvas";
import { knownIn } from "./fields";
import { Inspector } from "./Inspector";
import { layoutOf, shapeOf } from "./layout";
import { edgesOf, edgeName, insert, keyIn, keyOf, nodesOf, placeOfNode, selection } from "./model";
import { Proposals } from "./Proposals";
import { Outline } from "./Outline";
import { SHELVES, type Step } from "./parts";
import { Replay, type Replayed } from "./Replay";
import { runIn, tokensAfter } from "./replaying";
import { SeveralBar } from "./SeveralBar";
import { Walk } from "./Walk";
import { marksOf } from "./marks";

export const Designer = () => {
  const { session, around } = useOpened();
  const { history } = useEditing();
  const { document, selected } = history;
  const [shown, setShown] = useState<"both" | "list" | "walk">("both");
  const findings = useFindings();
  const proposals = useProposals();
  const shape = useMemo(() => shapeOf(document), [document["lanes"], document["nodes"], document["edges"]]);
  const layout = useMemo(() => layoutOf(document), [shape]);
  const named = useMemo(() => new Map(knownIn(document, around).map((field) => [field.name, field])), [document["data"], around]);
  const marks = useMemo(() => marksOf(findings), [findings]);
  const [picked, setPicked] = useState<ReadonlySet<string>>(NOBODY);
  const [replayed, setReplayed] = useState<Replayed | null>(null);
  const here = useMemo(() => new Set(nodesOf(document).map(keyOf)), [document["nodes"]]);
  const edges = useMemo(() => new Set(edgesOf(document).map(edgeName)), [document["edges"]]);
  const chosen = useMemo(() => (picked.size === 0 ? NOBODY : new Set([...picked].filter((key) => here.has(key)))), [picked, here]);
  const playing = useMemo(() => (replayed !== null && runIn(edges, replayed.finding.json).length > 0 ? replayed : null), [edges, replayed]);
  const tokens = useMemo(() => (playing === null ? [] : tokensAfter(document, playing.run, playing.step)), [document, playing]);
  const showStep = (step: number): void => {
    if (replayed === null) return;
    setReplayed({ ...replayed, step });
    const to = (replayed.run[step - 1] ?? "").split("->")[1]?.split("#")[0] ?? "";
    if (to !== "") session.select(selection("node", to));
  };
  const add = useCallback(
    (step: Step, at?: string, lane?: string): void => {
      const now = session.snapshot().history;
      const name = step.title[language() === "ja" ? 0 : 1];
      session.edit(insert(now.document, step, at ?? now.selected, t(`「${name}」を加える`, `“${name}” added`), lane));
    },
    [session],
  );
  const whereOf = (finding: Finding): string => {
    const node = nodesOf(document)[placeOfNode(document, finding.nodes[0] ?? "")];
    return node ? say(node["title"]) || String(node["key"]) : "";
  };
  const goTo = (finding: Finding): void => {
    session.select(selection("node", finding.nodes[0] ?? ""));
    setShown("both");
  };
  return (
    <div className="ed ed--flow">
      <Bar>
        <span className="ed-tabs" role="group" aria-label={t("表示", "View")}>
          <Button pressed={shown === "both"} onClick={() => setShown("both")}>{t("図と一覧", "Picture and list")}</Button>
          <Button pressed={shown === "list"} onClick={() => setShown("list")}>{t("一覧だけ", "List only")}</Button>
          <Button pressed={shown === "walk"} onClick={() => setShown("walk")}>{t("1件流してみる", "Walk one case")}</Button>
        </span>
        <span className="ed-fact">{t(`${nodesOf(document).length}工程`, `${nodesOf(document).length} steps`)}</span>
      </Bar>
      {playing !== null ? (
        <Replay flow={document} replayed={playing} show={showStep} close={() => setReplayed(null)} />
      ) : (
        <>
          <Check findings={findings} goTo={goTo} whereOf={whereOf} more={(finding) => {
            const run = runIn(edges, finding.json);
            return run.length === 0 ? null : <Button about={finding.message.slice(0, 40)} onClick={() => { setReplayed({ finding, run, step: 0 }); setShown("both"); }}>{t("起こる例を見る", "See how it happens")}</Button>;
          }} />
          <Proposals proposals={proposals} goTo={goTo} />
        </>
      )}
      {shown === "walk" ? <Walk flow={document} /> : null}
      <SeveralBar flow={document} picked={chosen} pick={setPicked} />
      <div className={`ed-columns ed-columns--flow${shown === "list" ? " ed-columns--list" : ""}`}>
        <div className="ed-aside">
          <Palette add={add} />
          <Outline flow={document} order={layout.order} selected={selected} marks={marks} known={named} picked={chosen} pick={setPicked} />
        </div>
        {shown === "list" ? null : <Canvas flow={document} layout={layout} selected={selected} marks={marks} known={named} add={add} picked={chosen} pick={setPicked} tokens={tokens} />}
        <Inspector flow={document} selected={known(document, selected)} />
      </div>
    </div>
  );
};

const NOBODY: ReadonlySet<string> = new Set();

/** The selection, or the whole flow when what was selected is gone. */
const known = (flow: Parameters<typeof nodesOf>[0], selected: string): string => {
  const [node, edge] = [keyIn(selected, "node"), keyIn(selected, "edge")];
  if (node !== "" && placeOfNode(flow, node) < 0) return "";
  if (edge !== "" && !edgesOf(flow).some((each) => edgeName(each) === edge)) return "";
  return selected;
};

const Palette = memo(({ add }: { add: (step: Step) => void }) => (
  <section className="ed-steps" aria-label={t("工程の部品", "Steps to add")}>
    <details open>
      <summary><h2 className="ed-heading">{t("工程を加える", "Add a step")}</h2></summary>
      <p className="ed-help">{t("選んでいる工程の後、または選んでいる矢印の間に入ります。図に引いて置くこともできます。", "Goes behind the selected step or into the selected arrow; or drag it into the picture.")}</p>
      {SHELVES.map((shelf, at) => (
        <details key={shelf.title[0]} name="ed-shelf" open={at < 1}>
          <summary>{shelf.title[language() === "ja" ? 0 : 1]}</summary>
          <ul>
            {shelf.steps.map((step) => (
              <li key={stringAt(step.node, "key")}>
                <button type="button" className="ed-piece" draggable onClick={() => add(step)} onDragStart={(event) => event.dataTransfer.setData("text/plain", stringAt(step.node, "key"))}>
                  <span aria-hidden="true">＋</span> {step.title[language() === "ja" ? 0 : 1]}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </details>
  </section>
));
