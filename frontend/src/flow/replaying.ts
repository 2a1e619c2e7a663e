// A run that the check found, played step by step: where its tokens stand after each edge (BPMN token semantics).

import type { JsonObject } from "../kernel/json";
import { type Json, isList, stringAt } from "../kernel/json";
import { edgeName, edgesOf, keyOf, nodesOf } from "./model";

/** The run in a finding, if its edges are all `known`: names of edges in the order in which tokens are put on them. */
export const runIn = (known: ReadonlySet<string>, finding: JsonObject): readonly string[] => {
  const example: Json | undefined = finding["example"];
  return isList(example) && example.length > 0 && example.every((each) => typeof each === "string" && known.has(each)) ? example.map(String) : [];
};

/** Edges that hold a token after the first `steps` of `run`, one entry for each token. */
export const tokensAfter = (flow: JsonObject, run: readonly string[], steps: number): readonly string[] => {
  const edges = new Map(edgesOf(flow).map((edge) => [edgeName(edge), edge]));
  const parallel = new Set(nodesOf(flow).filter((node) => node["type"] === "parallel").map(keyOf));
  let tokens: string[] = [];
  let fired = "";
  let used = new Set<string>();
  for (const name of run.slice(0, steps)) {
    const from = stringAt(edges.get(name), "from");
    if (from !== fired || used.has(name)) {
      tokens = without(tokens, edges, from, parallel.has(from));
      used = new Set();
    }
    fired = from;
    used.add(name);
    tokens = [...tokens, name];
  }
  return tokens;
};

/** Take from the edges into `node` what it needs to fire: one token, or one of each for a parallel join. */
const without = (tokens: readonly string[], edges: ReadonlyMap<string, JsonObject>, node: string, all: boolean): string[] => {
  const taken = new Set<string>();
  return tokens.filter((token) => {
    if (edges.get(token)?.["to"] !== node || taken.has(token) || (!all && taken.size > 0)) return true;
    taken.add(token);
    return false;
  });
};
