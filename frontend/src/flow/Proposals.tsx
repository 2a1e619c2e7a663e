// What is redundant, told while one draws: each with what it would save a year and a button that takes it up.

import { type Json, isObject } from "../kernel/json";
import type { Patch } from "../kernel/patch";
import { Button } from "../ui/controls";
import { type Finding, useOpened } from "../ui/editor";
import { language, say, t } from "../ui/language";

export const Proposals = ({ proposals, goTo }: { proposals: readonly Finding[] | null; goTo: (finding: Finding) => void }) => {
  const { session } = useOpened();
  if (proposals === null || proposals.length === 0) return null;
  const hours = proposals.reduce((sum, each) => sum + hoursOf(each.json["saving"]), 0);
  const take = (finding: Finding): void => {
    session.edit({ label: t("見直しの提案を採り入れる", "proposal taken up"), patch: finding.json["fix"] as unknown as Patch, select: "" });
  };
  return (
    <details className="ed-check-drawer">
      <summary>
        <span role="status">{t(`見直しの提案：${proposals.length}件`, `Proposals: ${proposals.length}`)}{hours >= 1 ? t(`（合わせて年間 約${Math.round(hours).toLocaleString(language())}時間）`, ` (about ${Math.round(hours).toLocaleString(language())} hours a year)`) : ""}</span>
      </summary>
      <ul className="ed-findings">
        {proposals.slice(0, 50).map((each, at) => (
          <li key={at} className="ed-finding">
            <p><span className="ed-finding__kind">{saved(hoursOf(each.json["saving"]))}</span>{each.message}</p>
            <p className="ed-help">{say(each.json["evidence"])}</p>
            <div className="ed-inline">
              <Button onClick={() => goTo(each)} about={each.message.slice(0, 40)}>{t("工程を見る", "Show the step")}</Button>
              {each.json["fix"] ? <Button onClick={() => take(each)} about={each.message.slice(0, 40)}>{t("採り入れる", "Take it up")}</Button> : null}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
};

const hoursOf = (saving: Json | undefined): number => {
  const minutes = isObject(saving) ? saving["minutes_per_year"] : undefined;
  return isObject(minutes) && typeof minutes["p50"] === "number" ? minutes["p50"] / 60 : 0;
};

const saved = (hours: number): string =>
  hours >= 1 ? t(`年間 約${Math.round(hours).toLocaleString(language())}時間`, `About ${Math.round(hours).toLocaleString(language())} h a year`) : t("分かりやすさ・日数", "Clarity or days");
