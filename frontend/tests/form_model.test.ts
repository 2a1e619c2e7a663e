// Edits of a form: each fits, each can be undone, names that point at a field follow it.

import { describe, expect, test } from "vitest";
import { type Edit, begin, perform, undo } from "../src/editing/history";
import { addPage, duplicate, insert, move, placesOf, readersOf, remove, rename, step } from "../src/form/model";
import { SHELVES } from "../src/form/parts";
import type { JsonObject } from "../src/kernel/json";
import { valueAt } from "../src/kernel/patch";

const FORM: JsonObject = {
  format: "minaoshi.form/1", key: "f", title: "様式",
  pages: [
    { key: "one", title: "1", fields: [
      { key: "married", type: "yesno", label: "配偶者" },
      { key: "spouse", type: "name", label: "配偶者の氏名", when: { field: "married", op: "eq", value: true } },
      { key: "members", type: "group", label: "世帯員", fields: [
        { key: "age", type: "number", label: "年齢" },
        { key: "school", type: "text", label: "学校", when: { field: "age", op: "lt", value: 18 } },
      ] },
    ] },
    { key: "two", title: "2", when: { field: "married", op: "eq", value: false }, fields: [
      { key: "total", type: "computed", label: "年齢の合計", expr: { sum_of: ["members", "age"] } },
      { key: "oldest", type: "computed", label: "最年長", expr: { max: [{ field: "members.age" }] } },
    ] },
  ],
};
const keys = (document: JsonObject): string[] => placesOf(document).map((place) => place.name);
const after = (edit: Edit): JsonObject => perform(begin(FORM), edit).document;

const EDITS: [string, Edit, string[]][] = [
  ["insert", insert(FORM, "/pages/0/fields", 1, [{ key: "new", type: "text", label: "" }], ""), ["married", "new", "spouse", "members", "members.age", "members.school", "total", "oldest"]],
  ["insert a key that is taken", insert(FORM, "/pages/1/fields", 0, [{ key: "spouse", type: "text", label: "" }], ""), ["married", "spouse", "members", "members.age", "members.school", "spouse_2", "total", "oldest"]],
  ["insert into a group", insert(FORM, "/pages/0/fields/2/fields", 0, [{ key: "spouse", type: "text", label: "" }], ""), ["married", "spouse", "members", "members.spouse", "members.age", "members.school", "total", "oldest"]],
  ["down", step(FORM, "/pages/0/fields/0", 1, ""), ["spouse", "married", "members", "members.age", "members.school", "total", "oldest"]],
  ["down to the next page", step(FORM, "/pages/0/fields/2", 1, ""), ["married", "spouse", "members", "members.age", "members.school", "total", "oldest"]],
  ["up to the page before", step(FORM, "/pages/1/fields/0", -1, ""), ["married", "spouse", "members", "members.age", "members.school", "total", "oldest"]],
  ["move across pages", move(FORM, "/pages/0/fields/0", "/pages/1/fields", 1, ""), ["spouse", "members", "members.age", "members.school", "total", "married", "oldest"]],
  ["remove", remove(FORM, "/pages/0/fields/1", ""), ["married", "members", "members.age", "members.school", "total", "oldest"]],
  ["duplicate", duplicate(FORM, "/pages/0/fields/1", ""), ["married", "spouse", "spouse_2", "members", "members.age", "members.school", "total", "oldest"]],
  ["duplicate a page", duplicate(FORM, "/pages/1", ""), ["married", "spouse", "members", "members.age", "members.school", "total", "oldest", "total_2", "oldest_2"]],
];

describe("an edit", () => {
  test.each(EDITS)("%s", (_name, edit, expected) => {
    const history = perform(begin(FORM), edit);

    expect(keys(history.document)).toEqual(expected);
    expect(undo(history).document).toEqual(FORM);
    expect(valueAt(history.document, history.selected)).toBeDefined();
  });

  test("a page is added behind the others", () => {
    expect(valueAt(after(addPage(FORM, "3", "")), "/pages/2/key")).toBe("page");
  });

  test("the first field goes no further up, the last page stays, the last field of a group stays", () => {
    expect(step(FORM, "/pages/0/fields/0", -1, "").patch).toEqual([]);
    expect(remove({ pages: [{ key: "p", fields: [] }] }, "/pages/0", "").patch).toEqual([]);
    expect(remove(FORM, "/pages/0/fields/2/fields/0", "").patch).toHaveLength(1);
    expect(remove({ pages: [{ fields: [{ type: "group", fields: [{ key: "a" }] }] }] }, "/pages/0/fields/0/fields/0", "").patch).toEqual([]);
  });
});

describe("a name follows its field", () => {
  test("in conditions of fields and pages", () => {
    const document = after(rename(FORM, "/pages/0/fields/0", "has_spouse", ""));

    expect(valueAt(document, "/pages/0/fields/1/when/field")).toBe("has_spouse");
    expect(valueAt(document, "/pages/1/when/field")).toBe("has_spouse");
  });

  test("inside and outside of a group", () => {
    const document = after(rename(FORM, "/pages/0/fields/2/fields/0", "years", ""));

    expect(valueAt(document, "/pages/0/fields/2/fields/1/when/field")).toBe("years");
    expect(valueAt(document, "/pages/1/fields/1/expr/max/0/field")).toBe("members.years");
    expect(valueAt(document, "/pages/1/fields/0/expr/sum_of")).toEqual(["members", "years"]);
  });

  test("a group in sums over it", () => {
    const document = after(rename(FORM, "/pages/0/fields/2", "household", ""));

    expect(valueAt(document, "/pages/1/fields/0/expr/sum_of/0")).toBe("household");
    expect(valueAt(document, "/pages/1/fields/1/expr/max/0/field")).toBe("household.age");
  });

  test("a block that is put in twice asks its own question", () => {
    const proxy = SHELVES.flatMap((shelf) => shelf.parts).find((part) => part.key === "block-proxy");
    const once = perform(begin(FORM), insert(FORM, "/pages/0/fields", 0, proxy?.fields ?? [], "")).document;
    const twice = perform(begin(once), insert(once, "/pages/0/fields", 0, proxy?.fields ?? [], "")).document;

    expect(valueAt(twice, "/pages/0/fields/1/when/field")).toBe("by_proxy_2");
    expect(valueAt(twice, "/pages/0/fields/4/when/field")).toBe("by_proxy");
  });

  test("who reads a field is known", () => {
    expect(readersOf(FORM, "married")).toEqual(["/pages/0/fields/1", "/pages/1"]);
    expect(readersOf(FORM, "members")).toEqual(["/pages/1/fields/0", "/pages/1/fields/1"]);
  });
});
