// Where everything stands: lanes are columns, time runs from top to bottom. A pure function of the document.
//
// The same flow always looks the same, and an edit moves only what lies behind it: ranks are the longest way from the start
// (ways back are left out), and steps of one lane and rank stand side by side in the order of the document.

import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import { edgesOf, keyOf, lanesOf, nodesOf } from "./model";

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Column {
  readonly key: string;
  readonly x: number;
  readonly width: number;
}
export interface Layout {
  readonly spots: ReadonlyMap<string, Spot>;
  readonly columns: readonly Column[];
  readonly height: number;
  /** Keys from top to bottom: the order of the outline. */
  readonly order: readonly string[];
}

/** What the layout depends on, as one text: a title that is typed moves nothing. */
export const shapeOf = (flow: JsonObject): string => {
  const lanes = lanesOf(flow).map(keyOf);
  const nodes = nodesOf(flow).map((node) => `${keyOf(node)} ${stringAt(node, "type")} ${stringAt(node, "lane")}`);
  const edges = edgesOf(flow).map((edge) => `${stringAt(edge, "from")} ${stringAt(edge, "to")}`);
  return [lanes, nodes, edges].map((list) => list.join("\n")).join("\n\n");
};

export const WIDTH = 168;
const HEIGHT = 56;
const EVENT = 44;
const GAP_X = 24;
const GAP_Y = 44;
const TOP = 72;
const MARGIN = 20;

export const layoutOf = (flow: JsonObject): Layout => {
  const nodes = nodesOf(flow);
  const ranks = ranksOf(nodes.map(keyOf), edgesOf(flow));
  const lanes = [...lanesOf(flow).map(keyOf), ""];
  const laneOf = (node: JsonObject): string => (lanes.includes(stringAt(node, "lane")) ? stringAt(node, "lane") : "");
  const cells = new Map<string, JsonObject[]>();
  for (const node of nodes) {
    const cell = `${laneOf(node)} ${ranks.get(keyOf(node)) ?? 0}`;
    cells.set(cell, [...(cells.get(cell) ?? []), node]);
  }
  const columns = columnsOf(lanes, nodes, laneOf, cells, ranks);
  const spots = new Map<string, Spot>();
  for (const [cell, inside] of cells) {
    const [lane = "", rank = "0"] = cell.split(" ");
    const column = columns.find((each) => each.key === lane);
    inside.forEach((node, at) => {
      const round = stringAt(node, "type") === "start" || stringAt(node, "type") === "end" || GATEWAYS.has(stringAt(node, "type"));
      const size = round ? { width: WIDTH, height: EVENT } : { width: WIDTH, height: HEIGHT };
      const all = inside.length * (WIDTH + GAP_X) - GAP_X;
      const x = (column?.x ?? 0) + ((column?.width ?? WIDTH) - all) / 2 + at * (WIDTH + GAP_X);
      spots.set(keyOf(node), { x, y: TOP + Number(rank) * (HEIGHT + GAP_Y) + (HEIGHT - size.height) / 2, ...size });
    });
  }
  const deepest = Math.max(0, ...ranks.values());
  const place = new Map(nodes.map((node, at) => [keyOf(node), at]));
  const order = [...ranks.keys()].sort((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0) || (place.get(one) ?? 0) - (place.get(other) ?? 0));
  return { spots, columns, height: TOP + (deepest + 1) * (HEIGHT + GAP_Y), order };
};

const GATEWAYS = new Set(["exclusive", "parallel", "inclusive"]);

const columnsOf = (
  lanes: readonly string[], nodes: readonly JsonObject[], laneOf: (node: JsonObject) => string,
  cells: ReadonlyMap<string, readonly JsonObject[]>, ranks: ReadonlyMap<string, number>,
): Column[] => {
  const widest = new Map<string, number>();
  for (const node of nodes) {
    const cell = cells.get(`${laneOf(node)} ${ranks.get(keyOf(node)) ?? 0}`) ?? [];
    widest.set(laneOf(node), Math.max(widest.get(laneOf(node)) ?? 1, cell.length));
  }
  let x = 0;
  const columns: Column[] = [];
  for (const key of lanes) {
    if (key === "" && !widest.has("")) continue;
    const width = (widest.get(key) ?? 1) * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN;
    columns.push({ key, x, width });
    x += width;
  }
  return columns;
};

/** The longest way from a beginning to each node, ways back left out; in the order of the document. */
export const ranksOf = (keys: readonly string[], edges: readonly JsonObject[]): Map<string, number> => {
  const next = new Map<string, string[]>(keys.map((key) => [key, []]));
  const known = new Set(keys);
  const entered = new Set<string>();
  for (const edge of edges) {
    const [from, to] = [stringAt(edge, "from"), stringAt(edge, "to")];
    if (!known.has(from) || !known.has(to) || from === to) continue;
    next.get(from)?.push(to);
    entered.add(to);
  }
  const topological = sorted([...keys.filter((key) => !entered.has(key)), ...keys], next);
  const place = new Map(topological.map((key, at) => [key, at]));
  const ranks = new Map(keys.map((key) => [key, 0]));
  for (const key of topological) {
    for (const to of next.get(key) ?? []) {
      if ((place.get(to) ?? 0) > (place.get(key) ?? 0)) ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(key) ?? 0) + 1));
    }
  }
  return ranks;
};

/** Keys so that every way but a way back leads forward: reverse postorder of a walk without recursion. */
const sorted = (begin: readonly string[], next: ReadonlyMap<string, readonly string[]>): string[] => {
  const seen = new Set<string>();
  const done: string[] = [];
  for (const first of begin) {
    if (seen.has(first)) continue;
    seen.add(first);
    const finished: string[] = [];
    const stack: [string, number][] = [[first, 0]];
    while (stack.length > 0) {
      const top = stack.at(-1) as [string, number];
      const after = next.get(top[0]) ?? [];
      const to = after[after.length - 1 - top[1]];
      if (to === undefined) {
        finished.push(top[0]);
        stack.pop();
      } else {
        top[1] += 1;
        if (!seen.has(to)) {
          seen.add(to);
          stack.push([to, 0]);
        }
      }
    }
    done.push(...finished.reverse());
  }
  return done;
};
