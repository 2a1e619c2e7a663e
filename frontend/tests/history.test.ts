// Commands and their inverses: whatever was done can be undone, to the very same document.

import { describe, expect, test } from "vitest";
import { begin, perform, redo, undo } from "../src/editing/history";
import type { JsonObject } from "../src/kernel/json";
import { type Patch, PatchConflict, applyPatch } from "../src/kernel/patch";

const DOCUMENT: JsonObject = { key: "a", pages: [{ key: "p", fields: [{ key: "x" }, { key: "y" }, { key: "z" }] }] };

const PATCHES: [string, Patch][] = [
  ["add to a list", [{ op: "add", path: "/pages/0/fields/1", value: { key: "n" } }]],
  ["add at the end", [{ op: "add", path: "/pages/0/fields/-", value: { key: "n" } }]],
  ["add a property", [{ op: "add", path: "/title", value: "題" }]],
  ["add over a property", [{ op: "add", path: "/key", value: "b" }]],
  ["replace", [{ op: "replace", path: "/pages/0/fields/2", value: null }]],
  ["replace everything", [{ op: "replace", path: "", value: { key: "other" } }]],
  ["remove from a list", [{ op: "remove", path: "/pages/0/fields/0" }]],
  ["remove a property", [{ op: "remove", path: "/key" }]],
  ["move down", [{ op: "move", from: "/pages/0/fields/0", path: "/pages/0/fields/2" }]],
  ["move up", [{ op: "move", from: "/pages/0/fields/2", path: "/pages/0/fields/0" }]],
  ["copy", [{ op: "copy", from: "/pages/0", path: "/pages/1" }]],
  ["several", [{ op: "remove", path: "/pages/0/fields/0" }, { op: "add", path: "/pages/0/fields/1", value: 5 }, { op: "test", path: "/key", value: "a" }]],
];

describe("a patch", () => {
  test.each(PATCHES)("%s: its inverse leads back", (_name, patch) => {
    const { document, inverse } = applyPatch(DOCUMENT, patch);

    expect(document).not.toEqual(DOCUMENT);
    expect(applyPatch(document, inverse).document).toEqual(DOCUMENT);
  });

  test.each([
    [[{ op: "remove", path: "/pages/4" }]],
    [[{ op: "replace", path: "/nothing", value: 1 }]],
    [[{ op: "add", path: "/pages/0/fields/9", value: 1 }]],
    [[{ op: "test", path: "/key", value: "z" }]],
    [[{ op: "add", path: "/a/b", value: 1 }]],
  ] as [Patch][])("that does not fit says so: %j", (patch) => {
    expect(() => applyPatch(DOCUMENT, patch)).toThrow(PatchConflict);
  });

  test("copies only what it touches", () => {
    const { document } = applyPatch({ ...DOCUMENT, other: [1] }, [{ op: "add", path: "/title", value: "x" }]);

    expect(document["pages"]).toBe(DOCUMENT["pages"]);
  });
});

describe("a history", () => {
  test("goes all the way back and forth", () => {
    const done = PATCHES.filter(([name]) => name !== "replace everything" && name !== "several" && name !== "remove a property").reduce(
      (history, [label, patch]) => perform(history, { label, patch }),
      begin(DOCUMENT),
    );
    const back = done.past.reduce(undo, done);

    expect(back.document).toEqual(DOCUMENT);
    expect(back.future.reduce(redo, back).document).toEqual(done.document);
  });

  test("typing is one step", () => {
    const typed = ["や", "やま", "山", "山田"].reduce(
      (history, value) => perform(history, { label: "入力", patch: [{ op: "replace", path: "/key", value }], merge: "/key" }),
      begin(DOCUMENT),
    );

    expect(typed.past).toHaveLength(1);
    expect(typed.past[0]?.patch).toEqual([{ op: "replace", path: "/key", value: "山田" }]);
    expect(undo(typed).document).toEqual(DOCUMENT);
    expect(redo(undo(typed)).document).toEqual(typed.document);
  });

  test("typing after going back is a new step", () => {
    const once = perform(begin(DOCUMENT), { label: "", patch: [{ op: "replace", path: "/key", value: "b" }], merge: "k" });
    const again = perform(undo(once), { label: "", patch: [{ op: "replace", path: "/key", value: "c" }], merge: "k" });

    expect(again.future).toHaveLength(0);
    expect(undo(again).document).toEqual(DOCUMENT);
  });

  test("going back shows what was selected then", () => {
    const history = perform(begin(DOCUMENT, "/pages/0"), { label: "", patch: [{ op: "remove", path: "/key" }], select: "" });

    expect(history.selected).toBe("");
    expect(undo(history).selected).toBe("/pages/0");
  });

  test("a change without a change is none", () => {
    const history = begin(DOCUMENT);

    expect(perform(history, { label: "", patch: [] })).toBe(history);
  });
});
