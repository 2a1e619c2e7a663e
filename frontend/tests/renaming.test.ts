// A key that changes is followed by everything that names it, and comes back with one undo.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Edit, begin, perform, undo } from "../src/editing/history";
import { shapeOf } from "../src/flow/layout";
import { nodesOf } from "../src/flow/model";
import { renameData, renameLane, renameOutcome } from "../src/flow/renaming";
import { renamePage } from "../src/form/model";
import type { JsonObject } from "../src/kernel/json";

const read = (name: string): JsonObject => JSON.parse(readFileSync(new URL(`../../samples/community-subsidy/${name}.json`, import.meta.url), "utf8")) as JsonObject;
const FLOW = read("to-be");
const FORM = read("form");
const grant = nodesOf(FLOW).find((node) => node["key"] === "grant") as JsonObject;

/** The document with a word in the place of another, wherever it stands as a whole. */
const replaced = (document: JsonObject, before: string, after: string): JsonObject => JSON.parse(JSON.stringify(document).replaceAll(`"${before}"`, `"${after}"`)) as JsonObject;

const EDITS: readonly [string, JsonObject, Edit, JsonObject][] = [
  ["a lane", FLOW, renameLane(FLOW, "accounting", "treasury", ""), replacedLane()],
  ["an item of data", FLOW, renameData(FLOW, "track", "path", ""), replaced(FLOW, "track", "path")],
  ["an outcome", FLOW, renameOutcome(FLOW, grant, "refuse", "decline", ""), replacedOutcome()],
  ["a page", FORM, renamePage(FORM, "/pages/0", "association", ""), replaced(FORM, "org", "association")],
];

function replacedLane(): JsonObject {
  const whole = replaced(FLOW, "accounting", "treasury");
  const lanes = (whole["lanes"] as readonly JsonObject[]).map((lane) => (lane["key"] === "treasury" ? { ...lane, role: "accounting" } : lane));
  return { ...whole, lanes };
}

function replacedOutcome(): JsonObject {
  const nodes = nodesOf(FLOW).map((node) => (node !== grant ? node : replaced(grant, "refuse", "decline")));
  const edges = (FLOW["edges"] as readonly JsonObject[]).map((edge) => (edge["from"] === "grant" && edge["outcome"] === "refuse" ? { ...edge, outcome: "decline" } : edge));
  const kept = nodes.map((node) => (node["key"] === "grant" ? { ...node, derived_from: grant["derived_from"] } : node));
  return { ...FLOW, nodes: kept as readonly JsonObject[], edges };
}

describe("a new key", () => {
  test.each(EDITS)("of %s is followed", (_name, document, edit, expected) => {
    const history = perform(begin(document), edit);

    expect(history.document).toEqual(expected);
    expect(undo(history).document).toEqual(document);
  });

  test("that something else has is none", () => {
    const edits = [renameLane(FLOW, "clerk", "chief", ""), renameData(FLOW, "track", "agree", ""), renameOutcome(FLOW, grant, "refuse", "return", ""), renamePage(FORM, "/pages/0", "money", "")];

    expect(edits.map((edit) => edit.patch)).toEqual([[], [], [], []]);
  });
});

test("a title that is typed leaves the layout as it is, another way does not", () => {
  const retitled = { ...FLOW, nodes: nodesOf(FLOW).map((node) => ({ ...node, title: "別の名前" })) };
  const [first, ...others] = FLOW["edges"] as readonly JsonObject[];

  expect(shapeOf(retitled)).toBe(shapeOf(FLOW));
  expect(shapeOf({ ...FLOW, edges: others })).not.toBe(shapeOf(FLOW));
  expect(first).toBeDefined();
});
