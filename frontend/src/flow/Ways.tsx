// Where a step leads: every arrow out of it as a line, and a list to lead on from. The keyboard's way of connecting.

import { type JsonObject, stringAt } from "../kernel/json";
import { Button, Pick } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { edgeText } from "./edges";
import { knownIn } from "./fields";
import { connect, edgeName, edgesOf, keyOf, nodesOf, removeEdge, selection } from "./model";

export const Ways = ({ flow, node }: { flow: JsonObject; node: JsonObject }) => {
  const { session, around } = useOpened();
  const known = new Map(knownIn(flow, around).map((field) => [field.name, field]));
  if (node["type"] === "end") return null;
  const out = edgesOf(flow).filter((edge) => edge["from"] === keyOf(node));
  const titles = new Map(nodesOf(flow).map((each) => [keyOf(each), say(each["title"])]));
  const title = (key: string): string => titles.get(key) || key;
  const targets = nodesOf(flow).filter((each) => each["type"] !== "start" && each !== node);
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("次に進む先", "Leads to")}</legend>
      <ul className="ed-plain">
        {out.map((edge) => (
          <li key={edgeName(edge)} className="ed-inline">
            <button type="button" className="ed-link" onClick={() => session.select(selection("edge", edgeName(edge)))}>{edgeText(edge, node, known) && `${edgeText(edge, node, known)} → `}{title(stringAt(edge, "to"))}</button>
            <Button kind="icon" about={t(`「${title(stringAt(edge, "to"))}」への矢印を消す`, `Remove the arrow to “${title(stringAt(edge, "to"))}”`)} onClick={() => session.edit(removeEdge(flow, edgeName(edge), t("矢印を消す", "arrow removed")))}>✕</Button>
          </li>
        ))}
      </ul>
      <Pick label={t("つなぐ先を加える", "Lead on to")} value="" button={t("つなぐ", "Connect")} choices={[{ value: "", label: t("工程を選ぶ", "Choose a step") }, ...targets.map((each) => ({ value: keyOf(each), label: title(keyOf(each)) }))]}
        onPick={(to) => session.edit({ ...connect(flow, keyOf(node), to, t("矢印を加える", "arrow added")), select: selection("node", keyOf(node)) })} />
    </fieldset>
  );
};
