// What a condition in a flow can name: its data, what its forms ask, what its tables give.

import { type JsonObject, isObject, objectsAt, stringAt } from "../kernel/json";
import { type Known, knownField } from "../ui/conditions";
import { say, t } from "../ui/language";

export const knownIn = (flow: JsonObject, around: JsonObject): readonly Known[] => {
  const found = new Map<string, Known>();
  for (const form of objectsAt(around, "forms")) {
    for (const field of objectsAt(form, "fields")) {
      if (field["type"] !== "note") found.set(stringAt(field, "name"), knownField(stringAt(field, "name"), field));
    }
  }
  const inline = objectsAt(flow, "nodes").flatMap((node) => (isObject(node["table"]) ? [node["table"]] : []));
  for (const table of [...inline, ...objectsAt(around, "tables")]) {
    for (const output of objectsAt(table, "outputs")) {
      const values = Array.isArray(output["values"]) ? output["values"] : [];
      found.set(stringAt(output, "key"), {
        name: stringAt(output, "key"), label: say(output["title"]) || outputLabel(stringAt(output, "key")),
        type: values.length > 0 ? "choice" : output["type"] === "boolean" ? "boolean" : stringAt(output, "type"),
        options: values.map((value) => ({ value: String(value), label: outputName(String(value)) })),
      });
    }
  }
  for (const item of objectsAt(flow, "data")) {
    const key = stringAt(item, "key");
    const known = found.get(key);
    if (known === undefined) found.set(key, { name: key, label: say(item["title"]) || outputLabel(key), type: stringAt(item, "type") || "text", options: [] });
    else if (known.label === key && say(item["title"]) !== "") found.set(key, { ...known, label: say(item["title"]) });
  }
  return [...found.values()];
};

/** What a result without a heading is called: the usual one has a name, the others their key. */
export const outputLabel = (key: string): string => (key === "verdict" ? t("判定", "Verdict") : key);

/** What the usual results of a table are called. */
export const outputName = (value: string): string =>
  value === "approve" ? t("認める", "approve") : value === "review" ? t("人が審査する", "review by a person") : value;
