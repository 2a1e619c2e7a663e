// The parts that can be put on a form; a click puts one behind what is selected, dragging puts it anywhere.

import { memo } from "react";
import { language, t } from "../ui/language";
import { Button } from "../ui/controls";
import type { OwnBlock } from "./blocks";
import { type Part, SHELVES } from "./parts";

interface Props {
  readonly add: (part: Part) => void;
  /** Blocks that the department has put together itself. */
  readonly own: readonly OwnBlock[];
  readonly remove: (block: OwnBlock) => void;
}

export const Palette = memo(({ add, own, remove }: Props) => {
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
      <details open={own.length > 0}>
        <summary>{t("この課の部品", "Blocks of this department")}</summary>
        {own.length === 0 ? <p className="ed-help">{t("項目やページを選び、右の「部品として保存する」で作れます。ほかの手続でも使えます。", "Select a field or a page and keep it as a block: it can be used in other procedures.")}</p> : null}
        <ul>
          {own.map((block) => (
            <li key={block.id} className="ed-own">
              <button type="button" className="ed-piece" onClick={() => add({ key: block.id, title: [block.title, block.title], fields: block.fields })}>
                <span aria-hidden="true">＋</span> {block.title}
              </button>
              <Button kind="icon" about={t(`部品「${block.title}」を消す`, `Remove the block “${block.title}”`)} onClick={() => remove(block)}>✕</Button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
});
