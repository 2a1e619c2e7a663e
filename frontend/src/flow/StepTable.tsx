// A table that stands inside a step: the rule editor opens it on a page of its own, once what is here has been saved.

import type { MouseEvent } from "react";
import { type JsonObject, isObject, objectsAt } from "../kernel/json";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { keyOf } from "./model";

export const StepTable = ({ node }: { node: JsonObject }) => {
  const { session, address } = useOpened();
  const table = node["table"];
  if (!isObject(table)) return null;
  const there = `${address}/steps/${encodeURIComponent(keyOf(node))}`;
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || session.snapshot().saving === "saved") return;
    event.preventDefault();
    void session.save().then(() => { if (session.snapshot().saving === "saved") location.assign(there); });
  };
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("この工程の中の判定表", "The table inside this step")}</legend>
      <p>{say(table["title"]) || keyOf(table)}{t(`（規則${objectsAt(table, "rules").length}件）`, ` (${objectsAt(table, "rules").length} rules)`)}</p>
      <a className="ed-button" href={there} onClick={open}>{t("判定表を開いて直す", "Open the table")}</a>
    </fieldset>
  );
};
