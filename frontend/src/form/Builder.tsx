// The form builder: palette, the form as a list of cards, the inspector; or the page as residents will see it.

import { useCallback, useMemo, useState } from "react";
import { objectsAt, stringAt } from "../kernel/json";
import { valueAt } from "../kernel/patch";
import { type Known, knownField } from "../ui/conditions";
import { Button } from "../ui/controls";
import { Bar, type Finding, useEditing, useFindings, useOpened } from "../ui/editor";
import { Check } from "../ui/FindingList";
import { say, t } from "../ui/language";
import { useLibrary } from "./blocks";
import { Cards } from "./Cards";
import { Inspector } from "./Inspector";
import { holderOf, indexOf, insert, isField, isPage, minutesToFill, pagesOf, parentOf, placesOf } from "./model";
import { Palette } from "./Palette";
import type { Part } from "./parts";
import { Preview } from "./Preview";
import { reveal } from "./reveal";

export const Builder = () => {
  const { session } = useOpened();
  const { history } = useEditing();
  const { document, selected } = history;
  const [shown, setShown] = useState<"build" | "preview">("build");
  const findings = useFindings();
  const library = useLibrary();
  const places = useMemo(() => placesOf(document), [document]);
  const fields = useMemo<readonly Known[]>(() => places.filter((place) => place.field["type"] !== "note").map((place) => knownField(place.name, place.field)), [places]);
  const add = useCallback(
    (part: Part): void => {
      const now = session.snapshot().history;
      const [list, at] = spotAfter(now.selected, now.document);
      session.edit(insert(now.document, list, at, part.fields, t(`「${part.title[0]}」を加える`, `“${part.title[1]}” added`)));
    },
    [session],
  );
  const goTo = (finding: Finding): void => {
    session.select(holderOf(finding.pointer));
    setShown("build");
    reveal(holderOf(finding.pointer));
  };
  const whereOf = (finding: Finding): string => {
    const holder = valueAt(document, holderOf(finding.pointer));
    return holderOf(finding.pointer) === "" ? "" : titleOf(holder);
  };
  return (
    <div className="ed ed--form">
      <Bar>
        <span className="ed-tabs" role="group" aria-label={t("表示", "View")}>
          <Button pressed={shown === "build"} onClick={() => setShown("build")}>{t("組み立てる", "Build")}</Button>
          <Button pressed={shown === "preview"} onClick={() => setShown("preview")}>{t("試しに入力する", "Try it out")}</Button>
        </span>
        <span className="ed-fact">{t(`入力の目安 約${minutesToFill(document)}分・${places.length}項目`, `About ${minutesToFill(document)} min, ${places.length} fields`)}</span>
      </Bar>
      <p className="ed-told" role="status">{library.told}</p>
      <Check findings={findings} goTo={goTo} whereOf={whereOf} />
      {shown === "preview" ? (
        <Preview document={document} first={pageOf(selected)} />
      ) : (
        <div className="ed-columns">
          <Palette add={add} own={library.own} remove={library.remove} />
          <Cards document={document} selected={selected} fields={fields} findings={findings} />
          <Inspector document={document} selected={selected} places={places} fields={fields} library={library} />
        </div>
      )}
    </div>
  );
};

const titleOf = (holder: ReturnType<typeof valueAt>): string => say(valueAt(holder, "/label")) || say(valueAt(holder, "/title")) || stringAt(holder, "key");

const pageOf = (selected: string): number => Number(/^\/pages\/(\d+)/.exec(selected)?.[1] ?? 0);

/** Where a new field goes: behind the selected one, at the end of the selected page, or at the end. */
const spotAfter = (selected: string, document: Parameters<typeof placesOf>[0]): [string, number] => {
  if (isField(selected)) return [parentOf(selected), indexOf(selected) + 1];
  const page = isPage(selected) ? indexOf(selected) : pagesOf(document).length - 1;
  return [`/pages/${page}/fields`, objectsAt(pagesOf(document)[page], "fields").length];
};
