// Nothing of formats.md is forgotten: what the JSON Schema lets a flow say, an inspector lets somebody say.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NOT_OFFERED, OF_ACTIVITY, OF_DATA, OF_FLOW, OF_PEOPLE, OF_TYPE, type Spec } from "../src/flow/specs";
import properties from "../../tests/vectors/flow_properties.json";

const FOLDER = new URL("../src/flow/", import.meta.url);
const SOURCES = readdirSync(FOLDER).filter((name) => name.endsWith(".tsx")).map((name) => readFileSync(new URL(name, FOLDER), "utf8")).join("\n");

/** What an inspector changes by hand: `change("minutes", …)`, `set(at, "title", …)`, `with_(at, "reason", …)`. */
const byHand = (name: string): boolean => new RegExp(`(?:change|set|with_)\\((?:at, )?"${name}"|"add" as const, path: \`[^\`]*/${name}\``).test(SOURCES);
/** What an inspector offers by a command of the model. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node: { key: "renameNode", form: "bindForm" }, edge: {}, lane: { key: "renameLane" }, data: { key: "renameData" }, outcome: { key: "renameOutcome" },
};

const inner = (specs: readonly Spec[], list: string): readonly string[] => specs.flatMap((spec) => (spec.name === list && spec.as === "list" ? spec.of.map((each) => each.name) : []));
const SPECS: Readonly<Record<string, readonly string[]>> = {
  flow: OF_FLOW.map((spec) => spec.name),
  node: [...Object.values(OF_TYPE).flat(), ...OF_PEOPLE, ...OF_ACTIVITY].map((spec) => spec.name),
  data: OF_DATA.map((spec) => spec.name), control: inner(OF_FLOW, "controls"), document: inner(OF_FLOW, "documents"), edge: [], lane: [], outcome: [],
};

describe.each(Object.entries(properties))("of a %s", (part, names) => {
  test.each(names)("%s can be edited, or there is a reason", (name) => {
    const command = COMMANDS[part]?.[name];
    const offered = SPECS[part]?.includes(name) || byHand(name) || (command !== undefined && SOURCES.includes(`${command}(`));
    const reason = NOT_OFFERED[part]?.[name];

    expect(offered || reason !== undefined).toBe(true);
  });

  test("no reason is left over", () => {
    expect(Object.keys(NOT_OFFERED[part] ?? {}).filter((name) => !(names as readonly string[]).includes(name))).toEqual([]);
  });
});
