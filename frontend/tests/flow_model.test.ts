// Edits of a flow and its layout: every edit can be undone, no way is lost, the same flow always looks the same.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Edit, begin, perform, undo } from "../src/editing/history";
import { layoutOf, ranksOf } from "../src/flow/layout";
import { bindForm, changeEdge, connect, duplicate, edgeName, edgesOf, insert, keyOf, nodesOf, removeEdge, removeLane, removeNode, renameNode } from "../src/flow/model";
import { SHELVES, type Step } from "../src/flow/parts";
import type { JsonObject } from "../src/kernel/json";

const FLOW: JsonObject = {
  format: "minaoshi.flow/1", key: "f", title: "流れ", stage: "to-be",
  lanes: [{ key: "resident", title: "住民", kind: "resident" }, { key: "clerk", title: "担当", kind: "staff" }, { key: "chief", title: "係長", kind: "staff" }, { key: "system", title: "システム", kind: "system" }],
  nodes: [
    { key: "start", type: "start", lane: "resident" }, { key: "apply", type: "form", lane: "resident" },
    { key: "check", type: "review", lane: "clerk" },
    { key: "sign", type: "approval", lane: "chief", assign: { not_same_as: ["check"] } }, { key: "end", type: "end", lane: "system" },
  ],
  edges: [{ from: "start", to: "apply" }, { from: "apply", to: "check" }, { from: "check", to: "sign", outcome: "approve" }, { from: "check", to: "apply", outcome: "return" }, { from: "sign", to: "end", outcome: "approve" }],
  controls: [{ key: "c", title: "", kind: "legal", rule: { precedes: "sign" } }],
};
const part = (key: string): Step => SHELVES.flatMap((shelf) => shelf.steps).find((step) => step.node["key"] === key) as Step;
const names = (flow: JsonObject): string[] => edgesOf(flow).map(edgeName);

const EDITS: [string, Edit, string[]][] = [
  ["a step behind one with a single way goes into that way", insert(FLOW, part("receive"), "node:apply", ""), ["start->apply", "apply->receive", "receive->check", "check->sign#approve", "check->apply#return", "sign->end#approve"]],
  ["a step goes into the way that is selected", insert(FLOW, part("draft"), "edge:check->sign#approve", ""), ["start->apply", "apply->check", "check->draft#approve", "draft->sign", "check->apply#return", "sign->end#approve"]],
  ["a step behind a review takes the outcome that is free", insert(FLOW, part("end-refused"), "node:check", ""), [...names(FLOW), "check->end-refused#refuse"]],
  ["a review in a way leads on when it approves", insert(FLOW, part("examine"), "edge:apply->check", ""), ["start->apply", "apply->examine", "examine->check#approve", "check->sign#approve", "check->apply#return", "sign->end#approve"]],
  ["a step with nothing selected stands alone", insert(FLOW, part("print"), "", ""), names(FLOW)],
  ["a step that goes joins its ways", removeNode(FLOW, "apply", ""), ["start->check", "check->sign#approve", "sign->end#approve"]],
  ["a step with several ways takes them along", removeNode(FLOW, "check", ""), ["start->apply", "sign->end#approve"]],
  ["a new way takes a free outcome", connect(FLOW, "sign", "check", ""), [...names(FLOW), "sign->check#return"]],
  ["a way goes", removeEdge(FLOW, "check->apply#return", ""), ["start->apply", "apply->check", "check->sign#approve", "sign->end#approve"]],
  ["a way leads elsewhere", changeEdge(FLOW, "check->apply#return", "to", "end", ""), ["start->apply", "apply->check", "check->sign#approve", "check->end#return", "sign->end#approve"]],
  ["a copy stands alone", duplicate(FLOW, "check", ""), names(FLOW)],
  ["a new key is followed", renameNode(FLOW, "check", "examine", ""), ["start->apply", "apply->examine", "examine->sign#approve", "examine->apply#return", "sign->end#approve"]],
];

describe("an edit", () => {
  test.each(EDITS)("%s", (_name, edit, expected) => {
    const history = perform(begin(FLOW), edit);

    expect([...names(history.document)].sort()).toEqual([...expected].sort());
    expect(undo(history).document).toEqual(FLOW);
  });

  test("a part lands in a lane of its kind, in the one beside it if that fits", () => {
    const added = (edit: Edit): JsonObject => nodesOf(perform(begin(FLOW), edit).document).at(-1) as JsonObject;

    expect(added(insert(FLOW, part("receive"), "node:apply", ""))["lane"]).toBe("clerk");
    expect(added(insert(FLOW, part("stamp"), "node:sign", ""))["lane"]).toBe("chief");
    expect(added(insert(FLOW, part("notify"), "node:sign", ""))).toMatchObject({ lane: "system", to: "resident" });
  });

  test("what names a step follows its new key", () => {
    const { document } = perform(begin(FLOW), renameNode(FLOW, "check", "examine", ""));

    expect(nodesOf(document)[3]).toMatchObject({ assign: { not_same_as: ["examine"] } });
    expect(perform(begin(FLOW), renameNode(FLOW, "sign", "decide", "")).document["controls"]).toMatchObject([{ rule: { precedes: "decide" } }]);
  });

  test.each([
    ["a way that is there", connect(FLOW, "start", "apply", "")],
    ["a way out of an end", connect(FLOW, "end", "apply", "")],
    ["a lane with steps", removeLane(FLOW, "clerk", "")],
    ["a key that is taken", renameNode(FLOW, "check", "sign", "")],
    ["a way on top of another", changeEdge(FLOW, "check->apply#return", "outcome", "approve", "")],
  ])("%s is no edit", (name, edit) => {
    expect(name === "a way on top of another" ? changeEdge(perform(begin(FLOW), connect(FLOW, "check", "sign", "")).document, "check->sign#refuse", "outcome", "approve", "").patch : edit.patch).toEqual([]);
  });

  test("a form that a step fills in brings its data along", () => {
    const asked = [{ name: "income", label: "所得", type: "money" }, { name: "members", label: "世帯員", type: "group" }, { name: "members.age", label: "年齢", type: "number" }, { name: "note", label: "", type: "note" }];
    const { document } = perform(begin(FLOW), bindForm(FLOW, "apply", "form-1", asked, [], ""));

    expect(nodesOf(document)[1]).toMatchObject({ form: "form-1", writes: ["income", "members"] });
    expect(document["data"]).toEqual([{ key: "income", title: "所得", type: "money", source: "resident" }, { key: "members", title: "世帯員", type: "group", source: "resident" }]);
  });
});

test("what only the form before asked goes with it, what another step knows stays", () => {
  const field = (name: string): JsonObject => ({ name, label: name, type: "text" });
  const first = perform(begin(FLOW), bindForm(FLOW, "apply", "one", [field("a"), field("b")], [], "")).document;
  const read = perform(begin(first), { label: "", patch: [{ op: "add", path: "/nodes/2/reads", value: ["b"] }] }).document;

  const { document } = perform(begin(read), bindForm(read, "apply", "two", [field("c")], [field("a"), field("b")], ""));

  expect((document["data"] as readonly JsonObject[]).map((item) => item["key"])).toEqual(["b", "c"]);
});

describe("the layout", () => {
  const samples = readdirSync(new URL("../../samples", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "__pycache__")
    .flatMap((entry) => ["as-is", "to-be"].map((stage): [string, URL] => [`${entry.name} ${stage}`, new URL(`../../samples/${entry.name}/${stage}.json`, import.meta.url)]))
    .flatMap(([name, url]): [string, JsonObject][] => { try { return [[name, JSON.parse(readFileSync(url, "utf8"))]]; } catch { return []; } });

  test.each(samples)("of %s: nothing overlaps, everything is in its lane", (_name, flow) => {
    const { spots, columns } = layoutOf(flow);
    const all = [...spots.values()];

    expect(spots.size).toBe(nodesOf(flow).length);
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) {
        expect(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
      }
    }
    for (const node of nodesOf(flow)) {
      const spot = spots.get(keyOf(node));
      const column = columns.find((each) => each.key === node["lane"]);
      if (spot && column) expect(spot.x >= column.x && spot.x + spot.width <= column.x + column.width).toBe(true);
    }
  });

  test("an edit moves only what lies behind it", () => {
    const before = layoutOf(FLOW).spots;
    const after = layoutOf(perform(begin(FLOW), insert(FLOW, part("draft"), "edge:check->sign#approve", "")).document).spots;

    for (const key of ["start", "apply", "check"]) expect(after.get(key)).toEqual(before.get(key));
    expect(after.get("sign")?.y).toBeGreaterThan(before.get("sign")?.y ?? 0);
  });

  test("a way back pulls nothing down, and a circle without a start is laid out, too", () => {
    const ranks = ranksOf(["a", "b", "c"], [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "c", to: "a" }]);

    expect([...ranks.values()]).toEqual([0, 1, 2]);
  });
});
