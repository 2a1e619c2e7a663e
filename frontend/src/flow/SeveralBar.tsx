// Several steps at once: copied, pasted (here or in another procedure), moved to another lane, taken away.

import { useEffect, useRef, useState } from "react";
import type { JsonObject } from "../kernel/json";
import { Button, Select } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { copied, keepClip, keptClip, pasted } from "./clipboard";
import { keyIn, keyOf, lanesOf, nodesOf } from "./model";
import { moveNodes, removeNodes } from "./several";

export const SeveralBar = ({ flow, picked, pick }: { flow: JsonObject; picked: ReadonlySet<string>; pick: (keys: ReadonlySet<string>) => void }) => {
  const { session, around } = useOpened();
  const [told, setTold] = useState<readonly string[]>([]);
  const count = picked.size;
  const copy = (): void => {
    const now = session.snapshot().history;
    const keys = picked.size > 0 ? picked : new Set([keyIn(now.selected, "node")].filter(Boolean));
    if (keys.size === 0) return;
    keepClip(copied(now.document, keys));
    setTold([t(`${keys.size}工程を控えました。貼り付けると、この流れにもほかの手続の流れにも入ります。`, `${keys.size} steps copied: paste them here or in another procedure.`)]);
  };
  const paste = (): void => {
    const clip = keptClip();
    if (clip === null) return setTold([t("控えた工程がありません。先に工程を選んでコピーしてください。", "Nothing has been copied yet.")]);
    const made = pasted(session.snapshot().history.document, clip, around, t("工程を貼り付ける", "steps pasted"));
    if (!session.edit(made.edit)) return;
    pick(new Set(made.keys));
    setTold([t(`${made.keys.length}工程を貼り付けました。前後の矢印をつないでください。`, `${made.keys.length} steps pasted. Connect them.`), ...made.told]);
  };
  const acts = useRef({ copy, paste });
  acts.current = { copy, paste };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || isTyping(event.target)) return;
      if (String(getSelection()) !== "") return;
      const act = event.key.toLowerCase() === "c" ? acts.current.copy : event.key.toLowerCase() === "v" ? acts.current.paste : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  return (
    <div className={`ed-several${count > 1 ? " ed-several--many" : ""}`} role="group" aria-label={t("いくつかの工程をまとめて", "Several steps at once")}>
      <div className="ed-inline">
        <Button onClick={copy}>{t("コピー", "Copy")}</Button>
        <Button onClick={paste}>{t("貼り付け", "Paste")}</Button>
        {count > 1 ? (
          <>
            <span>{t(`${count}工程を選んでいます`, `${count} steps chosen`)}</span>
            <Select label={t("担当をまとめて変える", "Move all to the lane")} hideLabel value="" onChange={(lane) => { if (lane) session.edit(moveNodes(flow, picked, lane, t("担当をまとめて変える", "lanes changed"))); }}
              choices={[{ value: "", label: t("担当をまとめて変える", "Move all to the lane") }, ...lanesOf(flow).map((lane) => ({ value: keyOf(lane), label: say(lane["title"]) || keyOf(lane) }))]} />
            <Button kind="danger" onClick={() => { session.edit(removeNodes(flow, picked, t("工程をまとめて消す", "steps removed"))); pick(new Set()); }}>{t("まとめて消す", "Remove all")}</Button>
            <Button onClick={() => pick(new Set())}>{t("選択をやめる", "Choose none")}</Button>
          </>
        ) : null}
        {count < nodesOf(flow).length ? <Button onClick={() => pick(new Set(nodesOf(flow).map(keyOf)))}>{t("すべて選ぶ", "Choose all")}</Button> : null}
      </div>
      <ul className="ed-told" role="status">{told.map((each, at) => <li key={at}>{each}</li>)}</ul>
    </div>
  );
};

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
