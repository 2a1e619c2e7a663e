// The form as cards, page by page: what is asked, of whom, and when. Cards move by ↑/↓ buttons, by dragging, by keyboard.

import {
  type Announcements, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, closestCenter, useDroppable, useSensor, useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { memo, useCallback, useMemo } from "react";
import type { Session } from "../editing/session";
import { type Json, type JsonObject, isObject, objectsAt, stringAt } from "../kernel/json";
import { valueAt } from "../kernel/patch";
import { type Known, whenText } from "../ui/conditions";
import { Button } from "../ui/controls";
import { type Finding, useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { addPage, duplicate, holderOf, indexOf, isPage, move, pagesOf, parentOf, remove, step } from "./model";
import { typeName } from "./parts";
import { reveal } from "./reveal";

interface Props {
  readonly document: JsonObject;
  readonly selected: string;
  readonly fields: readonly Known[];
  readonly findings: readonly Finding[] | null;
}

export const Cards = ({ document, selected, fields, findings }: Props) => {
  const { session } = useOpened();
  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER), useSensor(KeyboardSensor, BY_KEYBOARD));
  const accessibility = useMemo(() => ({ announcements: announcements(session), screenReaderInstructions: instructions() }), [session]);
  const known = useMemo(() => new Map(fields.map((field) => [field.name, field])), [fields]);
  const marks = useMemo(() => marksOf(findings), [findings]);
  const dropped = useCallback((event: DragEndEvent): void => {
    const [from, over] = [String(event.active.id), event.over === null ? "" : String(event.over.id)];
    if (over === "" || over === from) return;
    const now = session.snapshot().history.document;
    const end = isPage(over);
    const list = end ? `${over}/fields` : parentOf(over);
    const at = end ? objectsAt(valueAt(now, over), "fields").length : indexOf(over);
    const label = t("項目を動かす", "field moved");
    session.edit(move(now, from, list, parentOf(from) === list && end ? at - 1 : at, label));
  }, [session]);
  const title = t(`${pagesOf(document).length + 1}ページ目`, `Page ${pagesOf(document).length + 1}`);
  return (
    <section className="ed-cards" aria-label={t("フォームの組み立て", "The form")}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={dropped} accessibility={accessibility}>
        <div className={`ed-form-head${selected === "" ? " ed-card--selected" : ""}`} data-path="">
          <button type="button" className="ed-card__name" aria-pressed={selected === ""} onClick={() => session.select("")}>{say(document["title"])}</button>
        </div>
        {pagesOf(document).map((page, at) => (
          <PageCards key={stringAt(page, "key")} page={page} at={at} selected={selected} known={known} marks={marks} session={session} />
        ))}
      </DndContext>
      <Button onClick={() => { session.edit(addPage(document, title, t("ページを加える", "page added"))); reveal(session.snapshot().history.selected); }}>＋ {t("ページを加える", "Add a page")}</Button>
    </section>
  );
};

// The same objects each time: with new ones dnd-kit would draw every card again for every letter that is typed.
const BY_POINTER = { activationConstraint: { distance: 6 } };
const BY_KEYBOARD = { coordinateGetter: sortableKeyboardCoordinates };

const instructions = () => ({
  draggable: t(
    "動かすにはスペースキーを押し、上下の矢印キーで場所を選び、もう一度スペースキーを押します。エスケープキーで取りやめます。",
    "To move, press Space, choose a place with the arrow keys, press Space again. Escape cancels.",
  ),
});

type Marks = ReadonlyMap<string, Finding["severity"]>;

const marksOf = (findings: readonly Finding[] | null): Marks => {
  const marks = new Map<string, Finding["severity"]>();
  for (const finding of [...(findings ?? [])].reverse()) marks.set(holderOf(finding.pointer), finding.severity);
  return marks;
};

interface Shared {
  readonly selected: string;
  readonly known: ReadonlyMap<string, Known>;
  readonly marks: Marks;
  readonly session: Session;
}

const PageCards = ({ page, at, ...shared }: Shared & { page: JsonObject; at: number }) => {
  const path = `/pages/${at}`;
  const { setNodeRef, isOver } = useDroppable({ id: path });
  const { selected, session, known } = shared;
  const fields = objectsAt(page, "fields");
  const title = say(page["title"]) || stringAt(page, "key");
  return (
    <section className={`ed-page${isOver ? " ed-page--over" : ""}`} ref={setNodeRef} data-path={path} aria-label={t(`${at + 1}ページ目：${title}`, `Page ${at + 1}: ${title}`)}>
      <div className={`ed-page__head${selected === path ? " ed-card--selected" : ""}`}>
        <button type="button" className="ed-card__name" aria-pressed={selected === path} onClick={() => session.select(path)}>
          <span className="ed-page__number">{t(`${at + 1}ページ目`, `Page ${at + 1}`)}</span> {title}
        </button>
        <Moves path={path} name={title} session={session} />
      </div>
      {page["when"] ? <p className="ed-card__when">{t(`${whenText(page["when"], known)}ときだけ出す`, `Shown only if ${whenText(page["when"], known)}`)}</p> : null}
      <FieldList list={`${path}/fields`} fields={fields} {...shared} />
      {fields.length === 0 ? <p className="ed-empty">{t("左の部品を選ぶと、ここに入ります。", "Choose a part: it goes here.")}</p> : null}
    </section>
  );
};

const FieldList = ({ list, fields, ...shared }: Shared & { list: string; fields: readonly JsonObject[] }) => {
  const items = useMemo(() => fields.map((_field, at) => `${list}/${at}`), [list, fields.length]);
  return (
  <SortableContext items={items} strategy={verticalListSortingStrategy}>
    <ol className="ed-list">
      {fields.map((field, at) => (
        <Card
          key={stringAt(field, "key")} field={field} path={`${list}/${at}`} known={shared.known} session={shared.session} marks={shared.marks}
          selected={shared.selected.startsWith(`${list}/${at}`) ? shared.selected : NOT_HERE} mark={shared.marks.get(`${list}/${at}`)}
        />
      ))}
    </ol>
  </SortableContext>
  );
};

const NOT_HERE = " ";

const Card = memo(
  ({ field, path, mark, ...shared }: Shared & { field: JsonObject; path: string; mark: Finding["severity"] | undefined }) => {
    const { selected, known, session } = shared;
    const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, isDragging } = useSortable({ id: path });
    const moved = transform === null ? {} : { transform: `translateY(${Math.round(transform.y)}px)` };
    const type = stringAt(field, "type");
    const label = say(field["label"]) || (type === "note" ? firstLine(say(field["text"])) : "") || t("（名前がありません）", "(no name)");
    return (
      <li ref={setNodeRef} style={moved} className={`ed-card${selected === path ? " ed-card--selected" : ""}${isDragging ? " ed-card--dragged" : ""}`} data-path={path}>
        <div className="ed-card__row">
          <button type="button" className="ed-grip" ref={setActivatorNodeRef} {...attributes} {...listeners} aria-label={t(`「${label}」を動かす`, `Move “${label}”`)}>⠿</button>
          <button type="button" className="ed-card__name" aria-pressed={selected === path} onClick={() => session.select(path)}>
            <span className="ed-card__label">{label}</span>
            <span className="ed-card__about"><Need field={field} /> {typeName(type)}{mark ? <Mark severity={mark} /> : null}</span>
          </button>
          <Moves path={path} name={label} session={session} />
        </div>
        {field["when"] ? <p className="ed-card__when">{t(`${whenText(field["when"], known)}ときだけ聞く`, `Asked only if ${whenText(field["when"], known)}`)}</p> : null}
        {isObject(field["required"]) ? <p className="ed-card__when">{t(`${whenText(field["required"], known)}ときは必須`, `Required if ${whenText(field["required"], known)}`)}</p> : null}
        {type === "group" ? <FieldList list={`${path}/fields`} fields={objectsAt(field, "fields")} {...shared} /> : null}
      </li>
    );
  },
  (before, after) =>
    before.field === after.field && before.path === after.path && before.selected === after.selected && before.mark === after.mark &&
    (before.field["when"] === undefined && before.field["required"] !== Object(before.field["required"]) && before.field["type"] !== "group" || before.known === after.known && before.marks === after.marks),
);

const firstLine = (text: string): string => (text.split("\n")[0] ?? "").slice(0, 30);

const Need = ({ field }: { field: JsonObject }) => {
  const required: Json | undefined = field["required"];
  if (["note", "computed"].includes(stringAt(field, "type"))) return null;
  if (required === true) return <span className="need need--must">{t("※必須", "Required")}</span>;
  return <span className="need">{isObject(required) ? t("※場合により必須", "Sometimes required") : t("※任意", "Optional")}</span>;
};

const Mark = ({ severity }: { severity: Finding["severity"] }) =>
  severity === "info" ? null : (
    <span className={`ed-mark ed-mark--${severity}`}>{severity === "error" ? t("✕ 誤り", "✕ error") : t("⚠ 注意", "⚠ warning")}</span>
  );

/** ↑ ↓, copy and remove: what dragging does, without a pointer. */
const Moves = ({ path, name, session }: { path: string; name: string; session: Session }) => {
  const does = (edit: ReturnType<typeof step>, focus: string): void => {
    if (!session.edit(edit)) return;
    requestAnimationFrame(() => {
      const button = globalThis.document.querySelector<HTMLElement>(`[data-path="${session.snapshot().history.selected}"] [data-move="${focus}"]`);
      button?.focus();
    });
  };
  const now = (): JsonObject => session.snapshot().history.document;
  const at = (key: string, sign: string, about: string, act: () => void) => (
    <button type="button" className="ed-button ed-button--icon" data-move={key} aria-label={about} title={about} onClick={act}>{sign}</button>
  );
  return (
    <span className="ed-moves">
      {at("up", "↑", t(`「${name}」を上へ`, `Move “${name}” up`), () => does(step(now(), path, -1, t(`「${name}」を上へ`, `“${name}” moved up`)), "up"))}
      {at("down", "↓", t(`「${name}」を下へ`, `Move “${name}” down`), () => does(step(now(), path, 1, t(`「${name}」を下へ`, `“${name}” moved down`)), "down"))}
      {at("copy", t("複製", "Copy"), t(`「${name}」を複製する`, `Duplicate “${name}”`), () => does(duplicate(now(), path, t(`「${name}」を複製する`, `“${name}” duplicated`)), "copy"))}
      {at("remove", "✕", t(`「${name}」を消す`, `Remove “${name}”`), () => { does(remove(now(), path, t(`「${name}」を消す`, `“${name}” removed`)), ""); reveal(session.snapshot().history.selected); })}
    </span>
  );
};

const announcements = (session: Session): Announcements => {
  const named = (id: string | number): string => say(valueAt(session.snapshot().history.document, `${id}/label`)) || say(valueAt(session.snapshot().history.document, `${id}/title`));
  return {
    onDragStart: ({ active }) => t(`「${named(active.id)}」を持ち上げました。`, `“${named(active.id)}” picked up.`),
    onDragOver: ({ active, over }) => over ? t(`「${named(active.id)}」は「${named(over.id)}」の場所にあります。`, `“${named(active.id)}” is at “${named(over.id)}”.`) : undefined,
    onDragEnd: ({ active, over }) => over ? t(`「${named(active.id)}」を「${named(over.id)}」の場所に置きました。`, `“${named(active.id)}” dropped at “${named(over.id)}”.`) : t("元の場所に戻しました。", "Put back."),
    onDragCancel: ({ active }) => t(`取りやめました。「${named(active.id)}」は元の場所にあります。`, `Cancelled. “${named(active.id)}” is where it was.`),
  };
};
