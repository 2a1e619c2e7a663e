// The picture of the flow: lanes as columns, time from top to bottom. Positions come from the layout, never from the document.

import {
  BaseEdge, type Connection, ControlButton, Controls, type Edge, type EdgeProps, Handle, MarkerType, type Node, type NodeChange, type NodeProps, Position, ReactFlow, ReactFlowProvider,
  ViewportPortal, getSmoothStepPath, useReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type DragEvent, type KeyboardEvent, type MouseEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import { setting } from "../editing/history";
import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { useSteady } from "../ui/steady";
import { looksAlike } from "./alike";
import type { Marks } from "./marks";
import { edgeText } from "./edges";
import type { Layout, Spot } from "./layout";
import { pickedAfter, removeNodes } from "./several";
import { connect, edgeName, edgesOf, keyIn, keyOf, lanesOf, nodesOf, placeOfNode, removeEdge, removeNode, selection } from "./model";
import { typeName } from "./parts";
import { SHELVES, type Step } from "./parts";

interface Props {
  readonly flow: JsonObject;
  readonly layout: Layout;
  readonly selected: string;
  readonly marks: Marks;
  readonly known: ReadonlyMap<string, Known>;
  readonly add: (step: Step, at?: string, lane?: string) => void;
  /** Steps that are chosen together, and how to choose others. */
  readonly picked: ReadonlySet<string>;
  readonly pick: (keys: ReadonlySet<string>) => void;
  /** Arrows on which a case stands while an example is played. */
  readonly tokens: readonly string[];
}
type StepNode = Node<{ node: JsonObject; mark: "error" | "warning" | "info" | undefined }, "step">;

export const Canvas = memo((props: Props) => (
  <section className="ed-canvas" aria-label={t("流れの図", "Picture of the flow")}>
    <ReactFlowProvider><Picture {...props} /></ReactFlowProvider>
  </section>
), looksAlike);

const Picture = ({ flow, layout, selected, marks, known, add, picked, pick, tokens }: Props) => {
  const { session } = useOpened();
  const { screenToFlowPosition, setCenter, getZoom } = useReactFlow();
  const [dragged, setDragged] = useState<{ id: string; x: number; y: number } | null>(null);
  const nodes = useNodes(flow, layout, selected, picked, marks, dragged);
  const edges = useArrows(flow, selected, known, tokens);
  const frame = useRef<HTMLDivElement>(null);
  const boxing = useRef(false);

  const laneAt = (x: number): string => layout.columns.find((column) => x >= column.x && x < column.x + column.width)?.key ?? "";
  const toLane = (key: string, lane: string): void => {
    const now = session.snapshot().history.document;
    const place = placeOfNode(now, key);
    const node = nodesOf(now)[place];
    if (node && lane !== "") session.edit({ label: t(`「${say(node["title"])}」の担当を変える`, `lane of “${say(node["title"])}” changed`), patch: setting(node, `/nodes/${place}`, "lane", lane), select: selection("node", key) });
  };
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    const step = SHELVES.flatMap((shelf) => shelf.steps).find((each) => each.node["key"] === event.dataTransfer.getData("text/plain"));
    if (step === undefined) return;
    const hit = globalThis.document.elementsFromPoint(event.clientX, event.clientY);
    const edge = hit.map((each) => each.closest(".react-flow__edge")?.getAttribute("data-id")).find(Boolean);
    const node = hit.map((each) => each.closest(".react-flow__node")?.getAttribute("data-id")).find(Boolean);
    const lane = laneAt(screenToFlowPosition({ x: event.clientX, y: event.clientY }).x);
    const fits = lanesOf(flow).find((each) => keyOf(each) === lane)?.["kind"] === step.lane;
    add(step, edge ? selection("edge", edge) : node ? selection("node", node) : "", fits ? lane : "");
  };
  const pressed = (event: KeyboardEvent): void => {
    const key = (event.target as Element).getAttribute("data-id") ?? "";
    const place = layout.order.indexOf(key);
    if (place < 0) return;
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const side = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (by === 0 && side === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (by !== 0) {
      const next = layout.order[place + by];
      if (next !== undefined) {
        session.select(selection("node", next));
        frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${next}"]`)?.focus();
      }
      return;
    }
    const lanes = lanesOf(flow).map(keyOf);
    toLane(key, lanes[lanes.indexOf(stringAt(nodesOf(flow)[placeOfNode(flow, key)], "lane")) + side] ?? "");
  };

  const words = useMemo(WORDS, []);
  const nodesChanged = useSteady((changes: readonly NodeChange<StepNode>[]) => {
    const chosen = changes.flatMap((change) => (change.type === "select" ? [change] : []));
    if (!chosen.some((change) => change.selected)) return;
    // A box drawn with Shift chooses one after the other; a click is told by itself.
    if (boxing.current) pick(new Set([...picked, ...chosen.filter((change) => change.selected).map((change) => change.id)]));
    else session.select(selection("node", chosen.find((change) => change.selected)?.id ?? ""));
  });
  const boxBegun = useSteady(() => { boxing.current = true; pick(new Set()); });
  const boxDone = useSteady(() => { boxing.current = false; });
  const nodePressed = useSteady((event: MouseEvent, node: StepNode) => {
    const beside = event.ctrlKey || event.metaKey || event.shiftKey;
    const started = picked.size === 0 && beside ? new Set([keyIn(selected, "node")].filter(Boolean)) : picked;
    pick(pickedAfter(started, node.id, beside));
    session.select(selection("node", node.id));
  });
  const edgePressed = useSteady((_event: MouseEvent, edge: Edge) => session.select(selection("edge", edge.id)));
  const groundPressed = useSteady(() => { pick(new Set()); session.select(""); });
  const nodeDragged = useSteady((_event: unknown, node: StepNode) => setDragged({ id: node.id, ...node.position }));
  const nodeLaid = useSteady((_event: unknown, node: StepNode) => { setDragged(null); toLane(node.id, laneAt(node.position.x + WIDTH_HALF)); });
  const connected = useSteady(({ source, target }: Connection) => { session.edit(connect(session.snapshot().history.document, source, target, t("矢印を加える", "arrow added"))); });
  const removed = useSteady(async () => {
    const now = session.snapshot().history;
    const [node, edge] = [keyIn(now.selected, "node"), keyIn(now.selected, "edge")];
    if (picked.size > 1) {
      session.edit(removeNodes(now.document, picked, t("工程をまとめて消す", "steps removed")));
      pick(new Set());
      return false;
    }
    if (node !== "") session.edit(removeNode(now.document, node, t("工程を消す", "step removed")));
    if (edge !== "") session.edit(removeEdge(now.document, edge, t("矢印を消す", "arrow removed")));
    return false;
  });

  useEffect(() => {
    const spot = layout.spots.get(keyIn(selected, "node"));
    if (spot === undefined || frame.current === null) return;
    const shown = frame.current.querySelector(`.react-flow__node[data-id="${keyIn(selected, "node")}"]`)?.getBoundingClientRect();
    const box = frame.current.getBoundingClientRect();
    if (shown && shown.top >= box.top && shown.bottom <= box.bottom && shown.left >= box.left && shown.right <= box.right) return;
    void setCenter(spot.x + spot.width / 2, spot.y + spot.height / 2, { zoom: getZoom() });
  }, [selected]);

  return (
    <div className="ed-canvas__frame" ref={frame} onKeyDownCapture={pressed}>
      <ReactFlow<StepNode>
        nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} ariaLabelConfig={words}
        defaultViewport={BEGINNING} minZoom={0.2} maxZoom={1.5} zoomOnScroll={false} panOnScroll proOptions={PLAIN}
        edgesFocusable={false} nodesConnectable connectOnClick onlyRenderVisibleElements={nodes.length > MANY} deleteKeyCode={DELETES}
        onNodesChange={nodesChanged} onSelectionStart={boxBegun} onSelectionEnd={boxDone}
        onNodeClick={nodePressed} onEdgeClick={edgePressed} onPaneClick={groundPressed}
        onNodeDrag={nodeDragged} onNodeDragStop={nodeLaid} onConnect={connected} onBeforeDelete={removed}
        onDragOver={(event) => event.preventDefault()} onDrop={dropped}
      >
        <ViewportPortal>
          {layout.columns.map((column) => (
            <div key={column.key} className="ed-lane" style={{ transform: `translate(${column.x}px, 0)`, width: column.width, height: layout.height }}>
              <button type="button" tabIndex={-1} className="ed-lane__name" onClick={() => session.select(selection("lane", column.key))}>{say(lanesOf(flow).find((lane) => keyOf(lane) === column.key)?.["title"]) || t("担当なし", "Nobody")}</button>
            </div>
          ))}
        </ViewportPortal>
        <Controls showInteractive={false} position="bottom-right"><ControlButton onClick={() => void setCenter(320, 260, { zoom: 0.85 })} aria-label={t("はじめの位置に戻す", "Back to the beginning")}>⌂</ControlButton></Controls>
      </ReactFlow>
    </div>
  );
};

const WIDTH_HALF = 84;
// The same objects each time: React Flow compares what it is given, and tells all its parts when something is new.
const BEGINNING = { x: 12, y: 0, zoom: 0.85 };
const PLAIN = { hideAttribution: true };
const DELETES = ["Delete", "Backspace"];
/** Steps above which only what is in sight is drawn. */
const MANY = 120;

/** Nodes for the canvas; what has not changed stays the same object, so that only changed steps are drawn again. */
const useNodes = (flow: JsonObject, layout: Layout, selected: string, picked: ReadonlySet<string>, marks: Marks, dragged: { id: string; x: number; y: number } | null): StepNode[] => {
  const before = useRef(new Map<string, StepNode>());
  return useMemo(() => {
    const lanes = new Map(lanesOf(flow).map((lane) => [keyOf(lane), say(lane["title"])]));
    const made = nodesOf(flow).map((node) => {
      const key = keyOf(node);
      const spot = layout.spots.get(key) as Spot;
      const position = dragged?.id === key ? { x: dragged.x, y: dragged.y } : { x: spot.x, y: spot.y };
      const old = before.current.get(key);
      const chosen = selected === selection("node", key) || picked.has(key);
      const mark = marks.get(key);
      if (old && old.data.node === node && old.position.x === position.x && old.position.y === position.y && old.selected === chosen && old.data.mark === mark) return old;
      const label = `${typeName(stringAt(node, "type"))} ${say(node["title"])} ${lanes.get(stringAt(node, "lane")) ?? ""}`;
      return { id: key, type: "step", position, data: { node, mark }, selected: chosen, ...measured(spot), ariaLabel: label } satisfies StepNode;
    });
    before.current = new Map(made.map((node) => [node.id, node]));
    return made;
  }, [flow["nodes"], flow["lanes"], layout, selected, picked, marks, dragged]);
};

/** Size and handles as they will be: nothing has to be measured before the arrows can be drawn. */
const measured = ({ width, height }: Spot) => ({
  width,
  height,
  measured: { width, height },
  handles: [
    { type: "target" as const, position: Position.Top, x: width / 2 - HANDLE / 2, y: -HANDLE / 2, width: HANDLE, height: HANDLE },
    { type: "source" as const, position: Position.Bottom, x: width / 2 - HANDLE / 2, y: height - HANDLE / 2, width: HANDLE, height: HANDLE },
  ],
});
const HANDLE = 12;

/** Arrows for the canvas; like the nodes, what has not changed stays the same object. */
const useArrows = (flow: JsonObject, selected: string, known: ReadonlyMap<string, Known>, tokens: readonly string[]): Edge[] => {
  const before = useRef<{ readonly made: Edge[]; readonly kept: ReadonlyMap<string, Edge> }>({ made: [], kept: new Map() });
  return useMemo(() => {
    const nodes = new Map(nodesOf(flow).map((node) => [keyOf(node), node]));
    const made = edgesOf(flow).flatMap((edge): Edge[] => {
      const [from, to] = [nodes.get(stringAt(edge, "from")), nodes.get(stringAt(edge, "to"))];
      if (from === undefined || to === undefined) return [];
      const id = edgeName(edge);
      const held = tokens.filter((token) => token === id).length;
      const said = edgeText(edge, from, known);
      const arrow = arrowFor(id, edge, selected === selection("edge", id), held, said, t(`「${say(from["title"])}」から「${say(to["title"])}」へ`, `From “${say(from["title"])}” to “${say(to["title"])}”`));
      const old = before.current.kept.get(id);
      return [old !== undefined && LOOKS.every((name) => old[name] === arrow[name]) ? old : arrow];
    });
    const alike = made.length === before.current.made.length && made.every((arrow, at) => arrow === before.current.made[at]);
    if (!alike) before.current = { made, kept: new Map(made.map((arrow) => [arrow.id, arrow])) };
    return before.current.made;
  }, [flow["nodes"], flow["edges"], selected, known, tokens]);
};

/** What of an arrow can look different. */
const LOOKS = ["source", "target", "label", "selected", "className", "ariaLabel"] as const;

const arrowFor = (id: string, edge: JsonObject, chosen: boolean, held: number, said: string, ariaLabel: string): Edge => ({
  id, ariaLabel, source: stringAt(edge, "from"), target: stringAt(edge, "to"), type: "arrow", selected: chosen, interactionWidth: 24,
  label: held > 0 ? `${"●".repeat(held)} ${said}`.trim() : said, ...(held > 0 ? { className: "ed-held" } : {}), markerEnd: chosen ? CHOSEN : ORDINARY,
});
const CHOSEN = { type: MarkerType.ArrowClosed, color: "#0017c1", width: 18, height: 18 };
const ORDINARY = { ...CHOSEN, color: "#595959" };

/** An arrow with words on it. They have a white rim instead of a box that would have to be measured, arrow by arrow. */
const Arrow = memo(({ id, sourceX, sourceY, targetX, targetY, markerEnd, label, interactionWidth }: EdgeProps) => {
  const [path, x, y] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition: Position.Bottom, targetPosition: Position.Top });
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd === undefined ? {} : { markerEnd })} {...(interactionWidth === undefined ? {} : { interactionWidth })} />
      {label ? <text className="react-flow__edge-text" x={x} y={y} textAnchor="middle" dominantBaseline="central"><title>{label}</title>{short(String(label))}</text> : null}
    </>
  );
});
/** Words beside an arrow must not run into those of the next one; the list has them in full. */
const short = (label: string): string => {
  const longest = /[^\u0000-\u00ff]/.test(label) ? 14 : 26;
  return [...label].length > longest ? `${[...label].slice(0, longest - 1).join("")}…` : label;
};
const EDGE_TYPES = { arrow: Arrow };

const StepView = memo(({ data }: NodeProps<StepNode>) => {
  const { node, mark } = data;
  const type = stringAt(node, "type");
  const minutes = node["minutes"];
  const touch = typeof minutes === "number" ? minutes : Number((minutes as JsonObject | undefined)?.["mean"] ?? 0);
  return (
    <div className={`ed-shape ed-shape--${type}`}>
      <Handle type="target" position={Position.Top} />
      <span className="ed-shape__title">{SIGNS[type] ? <span className="ed-shape__sign" aria-hidden="true">{SIGNS[type]}</span> : null}{say(node["title"]) || typeName(type)}</span>
      {touch > 0 ? <span className="ed-shape__minutes">{t(`${touch}分`, `${touch} min`)}</span> : null}
      {mark ? <span className={`ed-shape__mark ed-shape__mark--${mark}`}>{mark === "error" ? t("✕誤り", "✕error") : t("⚠注意", "⚠warning")}</span> : null}
      {type === "end" ? null : <Handle type="source" position={Position.Bottom} />}
    </div>
  );
});

const SIGNS: Readonly<Record<string, string>> = { exclusive: "◇×", parallel: "◇＋", inclusive: "◇○", decision: "⬡", notice: "✉", timer: "◷", wait: "◷", start: "●", end: "◉", approval: "☑" };
const NODE_TYPES = { step: StepView };

const WORDS = () => ({
  "node.a11yDescription.default": t("Enterで選びます。上下の矢印キーで前後の工程へ、左右の矢印キーで担当を変えます。Deleteで消します。", "Enter selects. Up and down go to the steps before and after, left and right change the lane. Delete removes."),
  "node.a11yDescription.keyboardDisabled": t("Enterで選びます。", "Enter selects."),
  "node.a11yDescription.ariaLiveMessage": () => "",
  "edge.a11yDescription.default": t("矢印", "Arrow"),
  "controls.ariaLabel": t("図の大きさ", "Zoom"),
  "controls.zoomIn.ariaLabel": t("大きくする", "Zoom in"),
  "controls.zoomOut.ariaLabel": t("小さくする", "Zoom out"),
  "controls.fitView.ariaLabel": t("全体を入れる", "Fit all"),
  "controls.interactive.ariaLabel": t("動かせるようにする", "Interactive"),
  "minimap.ariaLabel": t("全体図", "Overview"),
  "handle.ariaLabel": t("つなぐところ", "Connect here"),
});
