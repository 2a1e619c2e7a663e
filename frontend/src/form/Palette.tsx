// The parts that can be put on a form; a click puts one behind what is selected, dragging puts it anywhere.

import { memo } from "react";
import { language, t } from "../ui/language";
import { type Part, SHELVES } from "./parts";

export const Palette = memo(({ add }: { add: (part: Part) => void }) => {
  const named = (title: readonly [string, string]): string => title[language() === "ja" ? 0 : 1];
  return (
    <section className="ed-palette" aria-label={t("部品", "Parts")}>
      <h2 className="ed-heading">{t("部品を加える", "Add a part")}</h2>
      <p className="ed-help">{t("選んでいる項目の下に入ります。", "Goes below what is selected.")}</p>
      {SHELVES.map((shelf, at) => (
        <details key={shelf.title[0]} open={at < 4}>
          <summary>{named(shelf.title)}</summary>
          <ul>
            {shelf.parts.map((part) => (
              <li key={part.key}>
                <button type="button" className="ed-piece" onClick={() => add(part)}>
                  <span aria-hidden="true">＋</span> {named(part.title)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
});
