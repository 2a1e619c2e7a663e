// An arrow: from where to where, and when it is gone.

import { type Json, type JsonObject, isObject, stringAt } from "../kernel/json";
import { ConditionEditor, firstCondition } from "../ui/ConditionEditor";
import { Button, NumberInput, Pick, Select } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { TextInputs } from "../ui/TextInputs";
import { outcomeName } from "./edges";
import { knownIn } from "./fields";
import { changeEdge, edgeName, keyOf, nodesOf, outcomesOf, removeEdge } from "./model";

export const EdgeInspector = ({ flow, edge }: { flow: JsonObject; edge: JsonObject }) => {
  const { session, around } = useOpened();
  const name = edgeName(edge);
  const nodes = nodesOf(flow);
  const from = nodes.find((node) => keyOf(node) === edge["from"]) ?? {};
  const outcomes = outcomesOf(from);
  const fields = knownIn(flow, around);
  const change = (property: string, value: Json | undefined): void => {
    session.edit({ ...changeEdge(flow, name, property, value, t("矢印を変える", "arrow changed")), merge: `${edge["from"]}#${property}` });
  };
  const conditional = outcomes.length === 0 && ["exclusive", "inclusive", "decision"].includes(stringAt(from, "type"));
  const kind = isObject(edge["when"]) ? "when" : edge["default"] === true ? "default" : "plain";
  const chosen = (value: string): void => {
    const without = changeEdge(flow, name, "when", undefined, "").patch;
    const place = `/edges/${flow["edges"] ? (flow["edges"] as readonly JsonObject[]).indexOf(edge) : 0}`;
    const undefault = edge["default"] === true ? [{ op: "remove" as const, path: `${place}/default` }] : [];
    const more = value === "when" ? [{ op: "add" as const, path: `${place}/when`, value: firstCondition(fields) }] : value === "default" ? [{ op: "add" as const, path: `${place}/default`, value: true }] : [];
    session.edit({ label: t("進む条件を変える", "condition of the arrow changed"), patch: [...without, ...undefault, ...more] });
  };
  return (
    <>
      <h2 className="ed-heading">{t("矢印", "Arrow")}</h2>
      <p>{say(from["title"]) || keyOf(from)} → {say(nodes.find((node) => keyOf(node) === edge["to"])?.["title"]) || stringAt(edge, "to")}</p>
      <Pick key={stringAt(edge, "to")} label={t("つなぐ先", "Leads to")} value={stringAt(edge, "to")} button={t("つなぎ替える", "Lead there")} onPick={(value) => change("to", value)} choices={nodes.filter((node) => node["type"] !== "start").map((node) => ({ value: keyOf(node), label: say(node["title"]) || keyOf(node) }))} />
      {outcomes.length > 0 ? (
        <Select label={t("どの結果のとき", "On which outcome")} value={stringAt(edge, "outcome")} onChange={(value) => change("outcome", value || undefined)}
          choices={outcomes.map((each) => ({ value: keyOf(each), label: outcomeName(from, keyOf(each)) }))} />
      ) : null}
      {conditional ? (
        <Select label={t("どんなとき進むか", "Taken when")} value={kind} onChange={chosen}
          choices={[{ value: "plain", label: t("決めていない", "Not decided") }, { value: "when", label: t("条件に当てはまるとき", "A condition holds") }, { value: "default", label: t("ほかのどれでもないとき", "No other holds") }]} />
      ) : null}
      {isObject(edge["when"]) ? <ConditionEditor label={t("条件", "Condition")} fields={fields} condition={edge["when"]} onChange={(value) => change("when", value)} /> : null}
      <TextInputs label={t("矢印に書く言葉", "Words beside the arrow")} value={edge["title"]} onChange={(value) => change("title", value)} />
      <NumberInput label={t("この道を通る割合", "Share of the cases")} unit="%" value={typeof edge["probability"] === "number" ? Math.round(edge["probability"] * 10000) / 100 : undefined}
        onChange={(value) => change("probability", value === undefined ? undefined : Math.min(1, Math.max(0, value / 100)))} />
      <Button kind="danger" onClick={() => session.edit(removeEdge(flow, name, t("矢印を消す", "arrow removed")))}>{t("この矢印を消す", "Remove this arrow")}</Button>
    </>
  );
};
