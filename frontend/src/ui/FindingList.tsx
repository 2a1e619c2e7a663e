// What is wrong, in words, each with the way to its place and, where the server knows one, a button that mends it.

import type { ReactNode } from "react";
import type { Patch } from "../kernel/patch";
import { Button } from "./controls";
import { type Finding, useOpened } from "./editor";
import { t } from "./language";

const SIGNS = { error: "✕", warning: "⚠", info: "ℹ" } as const;
const names = () => ({ error: t("誤り", "Error"), warning: t("注意", "Warning"), info: t("助言", "Advice") });

export const counted = (findings: readonly Finding[] | null): string => {
  if (findings === null) return t("点検しています", "Checking");
  const of = (severity: Finding["severity"]): number => findings.filter((each) => each.severity === severity).length;
  if (findings.length === 0) return t("点検：問題は見つかりません", "Check: nothing found");
  return t(`点検：誤り ${of("error")}・注意 ${of("warning")}・助言 ${of("info")}`, `Check: ${of("error")} errors, ${of("warning")} warnings, ${of("info")} advice`);
};

interface Ways {
  readonly goTo: (finding: Finding) => void;
  readonly whereOf: (finding: Finding) => string;
  /** What else can be done about a finding. */
  readonly more?: (finding: Finding) => ReactNode;
}

export const FindingList = ({ findings, goTo, whereOf, more }: Ways & { findings: readonly Finding[] }) => {
  const { session } = useOpened();
  const mend = (finding: Finding): void => {
    session.edit({ label: t("点検の提案で直す", "mended as proposed"), patch: finding.json["fix"] as unknown as Patch });
  };
  return (
    <ul className="ed-findings">
      {findings.slice(0, 100).map((each, at) => (
        <li key={at} className={`ed-finding ed-finding--${each.severity}`}>
          <p>
            <span className="ed-finding__kind"><span aria-hidden="true">{SIGNS[each.severity]}</span> {names()[each.severity]}</span>
            {each.message}
          </p>
          <div className="ed-inline">
            {whereOf(each) ? <Button onClick={() => goTo(each)}>{t(`「${short(whereOf(each))}」へ`, `Go to “${short(whereOf(each))}”`)}</Button> : null}
            {each.json["fix"] ? <Button onClick={() => mend(each)} about={each.message.slice(0, 40)}>{t("直す", "Mend")}</Button> : null}
            {more?.(each)}
          </div>
        </li>
      ))}
    </ul>
  );
};

/** A title that fits on a button; the sentence beside it has it in full. */
const short = (title: string): string => ([...title].length > 24 ? `${[...title].slice(0, 23).join("")}…` : title);

export const Check = ({ findings, ...ways }: Ways & { findings: readonly Finding[] | null }) => (
  <details className="ed-check-drawer" open={findings?.some((each) => each.severity === "error") || undefined}>
    <summary><span role="status">{counted(findings)}</span></summary>
    {findings && findings.length > 0 ? <FindingList findings={findings} {...ways} /> : null}
  </details>
);
