// A lane (担当): who works here, how many, at what cost.

import { type JsonObject, isObject, objectsAt, stringAt } from "../kernel/json";
import { Button, NumberInput, Select } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { KeyInput } from "../ui/KeyInput";
import { TextInputs } from "../ui/TextInputs";
import type { Change } from "../ui/change";
import { Quantity } from "./Quantity";
import { keyOf, moveLane, nodesOf, removeLane } from "./model";
import { renameLane } from "./renaming";

export const LaneInspector = ({ flow, lane, change }: { flow: JsonObject; lane: JsonObject; change: Change }) => {
  const { session, around } = useOpened();
  const departments = objectsAt(around, "departments");
  const department = departments.find((each) => each["key"] === lane["department"]);
  const roles = (isObject(department) ? (department["roles"] as readonly string[] | undefined) : undefined) ?? [];
  const number = (name: string): number | undefined => (typeof lane[name] === "number" ? lane[name] : undefined);
  const staff = lane["kind"] === "staff";
  const used = nodesOf(flow).filter((node) => node["lane"] === lane["key"]).length;
  return (
    <>
      <h2 className="ed-heading">{t("担当", "Lane")}</h2>
      <TextInputs label={t("担当の名前", "Name")} value={lane["title"]} onChange={(value) => change("title", value ?? "")} />
      <Select label={t("だれか", "Who")} value={stringAt(lane, "kind")} onChange={(value) => change("kind", value)}
        choices={[{ value: "resident", label: t("申請する人", "Applicant") }, { value: "staff", label: t("職員", "Staff") }, { value: "system", label: t("システム", "System") }]} />
      {staff ? (
        <>
          <Select label={t("所属", "Department")} value={stringAt(lane, "department")} onChange={(value) => change("department", value || undefined)}
            choices={[{ value: "", label: t("決めていない", "Not decided") }, ...departments.map((each) => ({ value: keyOf(each), label: say(each["title"]) }))]} />
          <Select label={t("役職・係", "Role")} value={stringAt(lane, "role")} onChange={(value) => change("role", value || undefined)}
            choices={[{ value: "", label: t("決めていない", "Not decided") }, ...roles.map((role) => ({ value: role, label: roleName(role) }))]} />
          <NumberInput label={t("職位（大きいほど上）", "Rank (higher decides more)")} whole value={number("rank")} onChange={(value) => change("rank", value)} />
          <Quantity label={t("人数", "People")} unit={t("人", "people")} value={lane["headcount"]} onChange={(value) => change("headcount", value)} />
          <Quantity label={t("1時間あたりの人件費", "Cost per hour")} unit={t("円", "yen")} value={lane["yen_per_hour"]} onChange={(value) => change("yen_per_hour", value)} />
        </>
      ) : null}
      <details className="ed-more">
        <summary>{t("くわしい設定", "More")}</summary>
        <KeyInput help={t("工程がこの担当を指すときの名前です。", "The name by which steps stand in this lane.")} value={keyOf(lane)} onChange={(key) => session.edit(renameLane(flow, keyOf(lane), key, t("記号を変える", "key changed")))} />
      </details>
      <div className="ed-inline">
        <Button onClick={() => session.edit(moveLane(flow, keyOf(lane), -1, t("担当を左へ", "lane moved left")))}>← {t("左へ", "Left")}</Button>
        <Button onClick={() => session.edit(moveLane(flow, keyOf(lane), 1, t("担当を右へ", "lane moved right")))}>→ {t("右へ", "Right")}</Button>
        <Button kind="danger" disabled={used > 0} onClick={() => session.edit(removeLane(flow, keyOf(lane), t("担当を消す", "lane removed")))}>{t("この担当を消す", "Remove")}</Button>
      </div>
      {used > 0 ? <p className="ed-help">{t(`${used}工程がこの担当です。消すには、先に工程を移してください。`, `${used} steps stand here. Move them before you remove it.`)}</p> : null}
    </>
  );
};

const ROLES: Readonly<Record<string, readonly [string, string]>> = {
  clerk: ["担当", "Clerk"], "subsection-chief": ["係長", "Subsection chief"], "section-chief": ["課長", "Section chief"], director: ["部長", "Director"],
  mayor: ["市長", "Mayor"], accounting: ["会計", "Accounting"],
};
export const roleName = (role: string): string => {
  const found = ROLES[role];
  return found ? t(found[0], found[1]) : role;
};
