// Tokens of one case, moved by hand (BPMN token semantics, as formats.md says). The server proves soundness; this only shows.

import type { JsonObject } from "../kernel/json";
import { stringAt } from "../kernel/json";
import { edgesOf, keyOf, nodesOf, outcomesOf } from "./model";

export interface Walking {
  /** Steps at which the case stands. */
  readonly at: readonly string[];
  readonly past: readonly string[];
  readonly ended: boolean;
  /** Ways that have arrived at a join and wait for the others. */
  readonly waiting: ReadonlyMap<string, readonly string[]>;
}

export const begun = (flow: JsonObject): Walking => {
  const start = nodesOf(flow).find((node) => node["type"] === "start");
  return { at: start ? [keyOf(start)] : [], past: [], ended: false, waiting: new Map() };
};

/** What can be chosen at a step: each choice is the ways that are then gone together. */
export const choicesAt = (flow: JsonObject, _state: Walking, key: string): readonly (readonly JsonObject[])[] => {
  const node = nodesOf(flow).find((each) => keyOf(each) === key) ?? {};
  const out = edgesOf(flow).filter((edge) => edge["from"] === key);
  const single = ["exclusive", "inclusive", "decision"].includes(stringAt(node, "type")) || outcomesOf(node).length > 0;
  if (out.length === 0) return [];
  return single ? out.map((edge) => [edge]) : [out];
};

export const walked = (flow: JsonObject, state: Walking, from: string, edges: readonly JsonObject[]): Walking => {
  const nodes = new Map(nodesOf(flow).map((node) => [keyOf(node), node]));
  const waiting = new Map(state.waiting);
  const at = state.at.filter((_key, place) => place !== state.at.indexOf(from));
  for (const edge of edges) {
    const to = stringAt(edge, "to");
    const into = edgesOf(flow).filter((each) => each["to"] === to).map((each) => stringAt(each, "from"));
    if (nodes.get(to)?.["type"] === "parallel" && into.length > 1) {
      const arrived = [...(waiting.get(to) ?? []), from];
      if (into.every((each) => arrived.includes(each))) {
        waiting.delete(to);
        at.push(to);
      } else waiting.set(to, arrived);
    } else at.push(to);
  }
  const ends = at.filter((key) => nodes.get(key)?.["type"] === "end");
  const left = ends.some((key) => nodes.get(key)?.["terminate"] === true) ? [] : at.filter((key) => !ends.includes(key));
  return { at: left, past: [...state.past, from, ...ends], ended: state.ended || ends.length > 0, waiting };
};
