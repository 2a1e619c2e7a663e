// One row, tried: what the table would say, and which rule says so. The server decides, with the code that decides cases.

import { useEffect, useState } from "react";
import { type Json, type JsonObject, isList, isObject, stringAt } from "../kernel/json";
import type { Known } from "../ui/conditions";
import { useOpened } from "../ui/editor";
import { t } from "../ui/language";
import { ValueEditor } from "./Grid";
import { columnName, namedValue } from "./names";
import { inputsOf, outputsOf, rulesOf } from "./model";

export const TryOut = ({ table, fields }: { table: JsonObject; fields: readonly Known[] }) => {
  const { server } = useOpened();
  const [row, setRow] = useState<JsonObject>({});
  const [said, setSaid] = useState<JsonObject | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => void server.preview({ document: table, row }).then(({ status, body }) => setSaid(status === 200 ? body : null)), 200);
    return () => clearTimeout(timer);
  }, [server, table, row]);
  const keys = rulesOf(table).map((rule) => stringAt(rule, "key"));
  const rules = said && isList(said["rules"]) ? said["rules"].map((key) => t(`規則${keys.indexOf(String(key)) + 1}`, `rule ${keys.indexOf(String(key)) + 1}`)) : [];
  const outputs = said && isObject(said["outputs"]) ? said["outputs"] : {};
  return (
    <section className="ed-walk" aria-label={t("試してみる", "Try it out")}>
      <div className="ed-try">
        {inputsOf(table).map((column) => {
          const key = stringAt(column, "key");
          return (
            <div key={key} className="ed-row">
              <span className="ed-label" aria-hidden="true">{columnName(column, fields)}</span>
              <ValueEditor label={columnName(column, fields)} column={column} value={row[key] ?? (null as Json)} named={namedValue(column, fields)} onChange={(value) => setRow({ ...row, [key]: value })} />
            </div>
          );
        })}
      </div>
      <p role="status">
        {said === null ? t("値を入れると、結果がここに出ます。", "Fill the values in: the result shows here.") : said["conflict"] === true ? t("規則がぶつかって、決まりません。", "The rules contradict each other.") : (
          <>
            <strong>{outputsOf(table).map((column) => `${columnName(column, fields)}：${namedValue(column, fields)(outputs[stringAt(column, "key")] ?? null)}`).join("　")}</strong>
            {" "}{rules.length > 0 ? t(`（${rules.join("・")}による）`, `(by ${rules.join(", ")})`) : t("（どの規則にも当てはまらず、既定の結果）", "(no rule applies: the default)")}
            {said["unsettled"] === true ? t(" 空欄の項目しだいで変わります。実際には人の審査に回ります。", " It could change with what is empty: a person would decide.") : ""}
          </>
        )}
      </p>
    </section>
  );
};
