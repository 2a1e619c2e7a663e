// Edits of a decision table: each can be undone, rules stay as wide as the columns.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Edit, begin, perform, undo } from "../src/editing/history";
import type { Json, JsonObject } from "../src/kernel/json";
import { speak } from "../src/ui/language";
import { otherwiseText, ruleText } from "../src/table/wording";
import { cellOf, cellText, kindOfCell, kindsFor } from "../src/table/cells";
import { addInput, addOutput, addRule, askAnother, cellsOfGap, duplicateRule, inputsOf, moveRule, outputsOf, removeColumn, removeRule, rulesOf, setCell } from "../src/table/model";

const TABLE: JsonObject = {
  format: "minaoshi.table/1", key: "t", title: "表", hit_policy: "unique",
  inputs: [{ key: "a", expr: { field: "a" }, type: "boolean", domain: { values: [true, false] } }, { key: "n", expr: { field: "n" }, type: "number", domain: { min: 0, max: 9 } }],
  outputs: [{ key: "v", type: "string", values: ["approve", "review"], default: "review" }],
  rules: [{ key: "r1", when: [true, { lte: 5 }], then: ["approve"] }, { key: "r2", when: [false, null], then: ["review"] }],
};
const CHOICE = { name: "kind", label: "種類", type: "choice", options: [{ value: "x", label: "X" }, { value: "y", label: "Y" }] };

const EDITS: [string, Edit][] = [
  ["a rule is added", addRule(TABLE, 2, { n: { gt: 5 } }, "")], ["a rule goes", removeRule(TABLE, 0, "")], ["a rule moves", moveRule(TABLE, 0, 1, "")], ["a rule is copied", duplicateRule(TABLE, 0, "")],
  ["a cell changes", setCell(0, "when", 1, { between: [1, 3] }, "")], ["a result changes", setCell(1, "then", 0, "approve", "")],
  ["a condition is added", addInput(TABLE, CHOICE, "種類", "")], ["a result is added", addOutput(TABLE, "結果", "")],
  ["a condition goes", removeColumn(TABLE, "inputs", 0, "")], ["a condition asks another field", askAnother(TABLE, 0, CHOICE, "種類", "")],
];

describe("an edit", () => {
  test.each(EDITS)("%s", (_name, edit) => {
    const history = perform(begin(TABLE), edit);

    expect(history.document).not.toEqual(TABLE);
    expect(undo(history).document).toEqual(TABLE);
    for (const rule of rulesOf(history.document)) {
      expect(rule["when"]).toHaveLength(inputsOf(history.document).length);
      expect(rule["then"]).toHaveLength(outputsOf(history.document).length);
    }
  });

  test("keys of rules are never used twice", () => {
    const { document } = perform(begin(TABLE), duplicateRule(TABLE, 0, ""));

    expect(new Set(rulesOf(document).map((rule) => rule["key"])).size).toBe(3);
  });

  test("the rule for a gap covers its first alternative", () => {
    const { document } = perform(begin(TABLE), addRule(TABLE, 2, cellsOfGap({ cells: { a: [true], n: [{ gt: 5 }, { lt: 0 }] } }), ""));

    expect(rulesOf(document)[2]).toMatchObject({ when: [true, { gt: 5 }], then: ["approve"] });
  });

  test("the last column stays", () => {
    expect(removeColumn(TABLE, "outputs", 0, "").patch).toEqual([]);
  });
});

describe("a cell", () => {
  const folders = readdirSync(new URL("../../samples", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const tables = folders.flatMap((folder) =>
    readdirSync(new URL(`../../samples/${folder.name}`, import.meta.url)).filter((name) => name.startsWith("table-")).map((name): [string, JsonObject] => [name, JSON.parse(readFileSync(new URL(`../../samples/${folder.name}/${name}`, import.meta.url), "utf8"))]),
  );

  test.each(tables)("of %s can be said and changed in the grid", (_name, table) => {
    speak("ja");
    for (const rule of rulesOf(table)) {
      (rule["when"] as readonly Json[]).forEach((cell, place) => {
        const column = inputsOf(table)[place] ?? {};
        expect(cellText(cell, column, String)).not.toBe("");
        expect(kindsFor(column)).toContain(kindOfCell(cell));
      });
    }
  });

  test.each(inputsOf(TABLE).flatMap((column) => kindsFor(column).map((kind) => [kind, column] as const)))("becomes %s and is recognised as such", (kind, column) => {
    expect(kindOfCell(cellOf(kind, null, column))).toBe(kind);
  });
});

describe("a rule as a sentence", () => {
  const tables = readdirSync(new URL("../../samples", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap((entry) => readdirSync(new URL(`../../samples/${entry.name}`, import.meta.url)).filter((name) => name.startsWith("table")).map((name): [string, JsonObject] => [`${entry.name}/${name}`, JSON.parse(readFileSync(new URL(`../../samples/${entry.name}/${name}`, import.meta.url), "utf8")) as JsonObject]));

  test.each(tables)("%s: every rule says something, and nothing of it is code", (_name, table) => {
    speak("ja");
    const said = [...rulesOf(table).map((rule) => ruleText(table, rule, [])), otherwiseText(table, [])];

    for (const sentence of said) {
      expect(sentence).toMatch(/。$/);
      expect(sentence).not.toMatch(/[{}\[\]]|undefined|null/);
    }
  });

  test("names the conditions and what follows", () => {
    speak("ja");
    expect(ruleText(TABLE, rulesOf(TABLE)[0] ?? {}, [])).toBe("「a」が「はい」、かつ「n」が5以下のとき、「v」は「認める」。");
    expect(otherwiseText(TABLE, [])).toBe("どの規則にも当てはまらないときは、「v」は「人が審査する」。");
    expect(ruleText(TABLE, { when: [null, null], then: ["review"] }, [])).toBe("どんなときも、「v」は「人が審査する」。");
  });
});
