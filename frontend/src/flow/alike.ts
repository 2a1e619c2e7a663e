// Whether list and picture would look the same: what else a flow says is the inspector's business.

import type { JsonObject } from "../kernel/json";

interface Shown {
  readonly flow: JsonObject;
}

const SEEN = ["lanes", "nodes", "edges"] as const;

/** For `memo`: of the flow only lanes, steps and arrows count, of everything else whether it is the same. */
export const looksAlike = <Props extends Shown>(before: Props, after: Props): boolean =>
  SEEN.every((name) => before.flow[name] === after.flow[name]) &&
  (Object.keys(after) as (keyof Props)[]).every((name) => name === "flow" || Object.is(before[name], after[name]));
