// What is written beside an arrow.

import type { JsonObject } from "../kernel/json";
import { isObject, stringAt } from "../kernel/json";
import { type Known, conditionText } from "../ui/conditions";
import { say, t } from "../ui/language";
import { keyOf, outcomesOf } from "./model";

export const outcomeName = (node: JsonObject, outcome: string): string => {
  const found = outcomesOf(node).find((each) => keyOf(each) === outcome);
  return say(found?.["title"]) || outcome;
};

/** Title, outcome or condition, and the share of the cases. Said once for as long as nothing of it changes. */
export const edgeText = (edge: JsonObject, from: JsonObject, known: ReadonlyMap<string, Known> = NONE): string => {
  const kept = SAID.get(edge);
  if (kept !== undefined && kept.from === from && kept.known === known) return kept.text;
  const text = saidOf(edge, from, known);
  SAID.set(edge, { from, known, text });
  return text;
};

const SAID = new WeakMap<JsonObject, { readonly from: JsonObject; readonly known: ReadonlyMap<string, Known>; readonly text: string }>();

const saidOf = (edge: JsonObject, from: JsonObject, known: ReadonlyMap<string, Known>): string => {
  const outcome = stringAt(edge, "outcome");
  const said = say(edge["title"]) || (outcome && outcomeName(from, outcome)) || (isObject(edge["when"]) ? conditionText(edge["when"], known) : edge["default"] === true ? t("そのほか", "otherwise") : "");
  const share = typeof edge["probability"] === "number" ? `${Math.round(edge["probability"] * 1000) / 10}%` : "";
  return [said, share].filter((each) => each !== "").join(" ");
};

const NONE: ReadonlyMap<string, Known> = new Map();
