// The rules as they stand, on past cases: what they would have approved, and what people had done instead.

import { useCallback, useEffect, useState } from "react";
import { type Json, type JsonObject, isList, objectsAt, stringAt } from "../kernel/json";
import { Button } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { rulesOf } from "./model";

type Asked = { readonly of: JsonObject; readonly body: JsonObject; readonly fine: boolean };

export const Past = ({ table }: { table: JsonObject }) => {
  const { server } = useOpened();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = useCallback(async (): Promise<void> => {
    setBusy(true);
    const { status, body } = await server.preview({ document: table, past: true });
    setBusy(false);
    setAsked({ of: table, body, fine: status === 200 });
  }, [server, table]);
  useEffect(() => { void ask(); }, []);
  return (
    <section className="ed-walk" aria-label={t("過去の案件で試す", "On past cases")}>
      <h2 className="ed-heading">{t("過去の案件で試す", "On past cases")}</h2>
      <div role="status">
        {busy ? <p>{t("過去の案件に当てはめています…", "Trying the past cases …")}</p> : asked === null ? null : asked.fine ? <Result table={asked.of} body={asked.body} /> : <p className="ed-wrong">{say(asked.body["message"]) || t("試せませんでした。ネットワークを確かめてください。", "It could not be tried. Check the network.")}</p>}
      </div>
      {asked !== null && !busy && asked.of !== table ? <p className="ed-help">{t("規則が変わっています。", "The rules have changed since.")}</p> : null}
      <Button disabled={busy} onClick={() => void ask()}>{t("今の規則でもう一度試す", "Try the rules as they stand")}</Button>
    </section>
  );
};

const count = (value: Json | undefined): number => (typeof value === "number" ? value : 0);

const Result = ({ table, body }: { table: JsonObject; body: JsonObject }) => {
  const [cases, approved, refused, changed] = ["cases", "approved", "refused", "changed"].map((name) => count(body[name])) as [number, number, number, number];
  const keys = rulesOf(table).map((rule) => stringAt(rule, "key"));
  const examples = isList(body["examples"]) ? body["examples"].map(String) : [];
  if (cases === 0) return <p>{t("人が判断し終えた過去の案件が、まだありません。案件がたまると、ここで確かめられます。", "There is no past case yet that people have decided.")}</p>;
  const share = Math.round((approved / cases) * 1000) / 10;
  return (
    <>
      <p><strong>{t(`過去の${cases}件のうち${approved}件（${share}%）を、この表だけで認めます。`, `Of ${cases} past cases the table alone would approve ${approved} (${share}%).`)}</strong>{" "}
        {refused + changed === 0 ? t("人の判断と食い違う案件はありません。", "None of them did people decide otherwise.") : t(`そのうち${refused}件は人が認めず、${changed}件は人が直してもらっていました。`, `Of these people refused ${refused}, and had ${changed} corrected.`)}</p>
      {refused + changed > 0 ? <p className="ed-finding ed-finding--warning">{t("食い違う規則は、条件をきつくするか、結果を「人が審査する」に変えてください。", "Tighten the rules that disagree, or let them refer to a person.")}</p> : null}
      {objectsAt(body, "rules").length === 0 ? null : (
        <div className="ed-grid" role="region" tabIndex={0} aria-label={t("規則ごとの結果", "By rule")}><table>
          <caption className="visually-hidden">{t("規則ごとの結果", "By rule")}</caption>
          <thead><tr><th scope="col">{t("規則", "Rule")}</th><th scope="col">{t("認める", "Would approve")}</th><th scope="col">{t("人は認めなかった", "People refused")}</th><th scope="col">{t("人は直してもらった", "People had corrected")}</th></tr></thead>
          <tbody>
            {objectsAt(body, "rules").map((rule) => (
              <tr key={stringAt(rule, "key")}>
                <th scope="row">{t(`規則${keys.indexOf(stringAt(rule, "key")) + 1}`, `Rule ${keys.indexOf(stringAt(rule, "key")) + 1}`)}</th>
                <td>{count(rule["approved"])}</td><td>{mark(count(rule["refused"]))}</td><td>{mark(count(rule["changed"]))}</td>
              </tr>
            ))}
          </tbody>
        </table></div>
      )}
      {examples.length === 0 ? null : (
        <details className="ed-more">
          <summary>{t(`食い違う案件（新しいものから${examples.length}件）`, `Cases that disagree (the newest ${examples.length})`)}</summary>
          <ul>{examples.map((address, at) => <li key={address}><a href={address} target="_blank" rel="noreferrer">{t(`案件${at + 1}`, `Case ${at + 1}`)}</a></li>)}</ul>
        </details>
      )}
      <p className="ed-help">{t(
        `届いたときの答えだけで試します。情報が足りず人に回る案件 ${count(body["missing"])}件、規則がぶつかる案件 ${count(body["conflict"])}件。人が判断していない${count(body["without_people"])}件と、答えを消した${count(body["erased"])}件は数えません。`,
        `Tried on what was known on arrival. ${count(body["missing"])} lack a fact and go to a person, ${count(body["conflict"])} meet rules that contradict. Not counted: ${count(body["without_people"])} without a person, ${count(body["erased"])} erased.`,
      )}</p>
    </>
  );
};

const mark = (number: number): string => (number > 0 ? t(`⚠ ${number}件`, `⚠ ${number}`) : String(number));
