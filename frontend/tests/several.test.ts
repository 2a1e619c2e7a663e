// Several steps at once, steps taken elsewhere, and the run of a finding played step by step.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { begin, perform, undo } from "../src/editing/history";
import { copied, pasted } from "../src/flow/clipboard";
import { edgeName, edgesOf, keyOf, lanesOf, nodesOf } from "../src/flow/model";
import { runIn, tokensAfter } from "../src/flow/replaying";
import { moveNodes, pickedAfter, removeNodes } from "../src/flow/several";
import { type JsonObject, isObject, listAt, objectsAt, stringAt } from "../src/kernel/json";

const SAMPLES = readdirSync(new URL("../../samples", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => ["as-is", "to-be"].map((stage): [string, URL] => [`${entry.name} ${stage}`, new URL(`../../samples/${entry.name}/${stage}.json`, import.meta.url)]))
  .flatMap(([name, url]): [string, JsonObject][] => { try { return [[name, JSON.parse(readFileSync(url, "utf8")) as JsonObject]]; } catch { return []; } });
const all = (flow: JsonObject): ReadonlySet<string> => new Set(nodesOf(flow).map(keyOf));

/** Names of steps, lanes, data, checks, documents, controls, forms … that nothing in `flow` or `around` bears. */
const dangling = (flow: JsonObject): string[] => {
  const known = (list: string): ReadonlySet<string> => new Set(objectsAt(flow, list).map(keyOf));
  const [nodes, lanes, data, checks, controls] = ["nodes", "lanes", "data", "checks", "controls"].map(known) as [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>];
  const wrong: string[] = [];
  const want = (of: ReadonlySet<string>, names: readonly unknown[], what: string): void => { for (const name of names) if (name !== "" && name !== undefined && !of.has(String(name))) wrong.push(`${what} ${String(name)}`); };
  for (const edge of edgesOf(flow)) want(nodes, [edge["from"], edge["to"]], "edge");
  for (const node of nodesOf(flow)) {
    want(lanes, [node["lane"], node["to"], ...listAt(node, "members")], "lane");
    want(data, [...listAt(node, "reads"), ...listAt(node, "writes")], "data");
    want(checks, listAt(node, "checks"), "check");
    want(controls, typeof node["control"] === "string" ? [node["control"]] : listAt(node, "control"), "control");
    const assign = isObject(node["assign"]) ? node["assign"] : {};
    want(nodes, [assign["same_as"], ...(typeof assign["not_same_as"] === "string" ? [assign["not_same_as"]] : listAt(assign, "not_same_as"))], "assign");
  }
  return wrong;
};

describe("steps that are copied", () => {
  test.each(SAMPLES)("%s: into the same flow, beside what is there, all of it undone at once", (_name, flow) => {
    const made = pasted(flow, copied(flow, all(flow)), {}, "");

    const history = perform(begin(flow), made.edit);

    expect(new Set(nodesOf(history.document).map(keyOf)).size).toBe(2 * nodesOf(flow).length);
    expect(new Set(edgesOf(history.document).map(edgeName)).size).toBe(2 * edgesOf(flow).length);
    expect(lanesOf(history.document)).toEqual(lanesOf(flow));
    expect(dangling(history.document)).toEqual(dangling(flow));
    expect(undo(history).document).toEqual(flow);
  });

  test.each(SAMPLES)("%s: into every other flow, with nothing that names what is not there", (_name, flow) => {
    const clip = copied(flow, all(flow));

    for (const [, other] of SAMPLES.filter(([, each]) => each !== flow)) {
      const made = pasted(other, clip, {}, "");
      const document = perform(begin(other), made.edit).document;
      const added = nodesOf(document).slice(nodesOf(other).length);

      expect(dangling(document)).toEqual(dangling(other));
      expect(added.map((node) => node["form"] ?? node["template"] ?? "").filter(Boolean)).toEqual([]);
      expect(made.keys.length).toBe(nodesOf(flow).length);
    }
  });

  test("what cannot be taken along is told in words, what the other procedure has is kept", () => {
    const flow: JsonObject = { key: "a", stage: "to-be", lanes: [{ key: "l", kind: "staff" }], nodes: [{ key: "ask", type: "form", title: "申請", lane: "l", form: "one" }, { key: "sign", type: "approval", title: "決裁", lane: "l", control: ["c"], assign: { not_same_as: ["gone"] } }], edges: [], controls: [{ key: "c" }] };
    const other: JsonObject = { key: "b", stage: "to-be", lanes: [{ key: "m", kind: "staff" }], nodes: [], edges: [] };

    const bare = pasted(other, copied(flow, all(flow)), {}, "");
    const known = pasted(other, copied(flow, new Set(["ask"])), { forms: [{ key: "one" }] }, "");

    expect(bare.told).toHaveLength(3);
    expect(bare.told[0]).toContain("フォーム");
    expect(known.told).toEqual([]);
    expect(nodesOf(perform(begin(other), known.edit).document)[0]).toMatchObject({ form: "one", lane: "m" });
  });
});

const FLOW: JsonObject = {
  key: "f", stage: "to-be", lanes: [{ key: "a", kind: "staff" }, { key: "b", kind: "staff" }],
  nodes: ["start", "x", "one", "two", "end"].map((key) => ({ key, type: key === "start" || key === "end" ? key : "task", lane: "a" })),
  edges: [["start", "x"], ["x", "one"], ["one", "two"], ["two", "end"]].map(([from = "", to = ""]) => ({ from, to })),
};

test("steps that are taken away together are joined over, and come back together", () => {
  const history = perform(begin(FLOW), removeNodes(FLOW, new Set(["x", "one"]), ""));

  expect(edgesOf(history.document).map(edgeName).sort()).toEqual(["start->two", "two->end"]);
  expect(undo(history).document).toEqual(FLOW);
});

test("steps change their lane together", () => {
  const { document } = perform(begin(FLOW), moveNodes(FLOW, new Set(["x", "one"]), "b", ""));

  expect(nodesOf(document).map((node) => stringAt(node, "lane"))).toEqual(["a", "b", "b", "a", "a"]);
});

test("a press chooses one, a press beside adds or takes away", () => {
  expect([...pickedAfter(new Set(["a", "b"]), "c", false)]).toEqual(["c"]);
  expect([...pickedAfter(new Set(["a"]), "c", true)]).toEqual(["a", "c"]);
  expect([...pickedAfter(new Set(["a", "c"]), "c", true)]).toEqual(["a"]);
});

describe("the run of a finding", () => {
  const stuck: JsonObject = {
    nodes: [{ key: "s", type: "start" }, { key: "p", type: "parallel" }, { key: "a", type: "task" }, { key: "b", type: "task" }, { key: "j", type: "parallel" }, { key: "e", type: "end" }],
    edges: [["s", "p"], ["p", "a"], ["p", "b"], ["a", "j"], ["b", "j"], ["j", "e"]].map(([from = "", to = ""]) => ({ from, to })),
  };
  const known = new Set(edgesOf(stuck).map(edgeName));
  const run = ["s->p", "p->a", "p->b", "a->j", "b->j", "j->e"];

  test.each([[0, []], [1, ["s->p"]], [2, ["p->a"]], [3, ["p->a", "p->b"]], [4, ["p->b", "a->j"]], [5, ["a->j", "b->j"]], [6, ["j->e"]]] as [number, string[]][])("stands right after %i steps", (steps, tokens) => {
    expect(tokensAfter(stuck, run, steps)).toEqual(tokens);
  });

  test("is only played on the flow that it belongs to", () => {
    expect(runIn(known, { example: run })).toEqual(run);
    expect(runIn(known, { example: ["s->gone"] })).toEqual([]);
    expect(runIn(known, { example: { income: 5 } })).toEqual([]);
  });
});
