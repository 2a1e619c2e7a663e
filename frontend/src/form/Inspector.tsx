// What is selected, in full: the form, a page or a field, with everything that its format knows.

import { type ReactNode, useMemo, useState } from "react";
import { setting } from "../editing/history";
import { type Json, type JsonObject, isObject, listAt, objectsAt, stringAt } from "../kernel/json";
import { valueAt } from "../kernel/patch";
import { ConditionEditor, firstCondition } from "../ui/ConditionEditor";
import { type Known, knownField } from "../ui/conditions";
import { Button, Check, Select, TextInput } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { KeyInput } from "../ui/KeyInput";
import { Sheet } from "../ui/Sheet";
import { TextInputs } from "../ui/TextInputs";
import type { Library } from "./blocks";
import { type Place, isField, isPage, readersOf, rename, renamePage } from "./model";
import { KIN } from "./parts";
import { Settings } from "./Settings";
import { typeName } from "./parts";
import { reveal } from "./reveal";
import type { Change } from "../ui/change";

interface Props {
  readonly document: JsonObject;
  readonly selected: string;
  readonly places: readonly Place[];
  readonly fields: readonly Known[];
  readonly library: Library;
}
export const Inspector = ({ document, selected, places, fields, library }: Props) => {
  const { session } = useOpened();
  const found = valueAt(document, selected);
  const holder = isObject(found) ? found : document;
  const path = isObject(found) ? selected : "";
  const change: Change = (name, value) => {
    const label = t(`「${say(holder["label"]) || say(holder["title"])}」を変える`, `“${say(holder["label"]) || say(holder["title"])}” changed`);
    session.edit({ label, patch: setting(holder, path, name, value), merge: `${path}#${name}` });
  };
  return (
    <Sheet label={t("選んだものの内容", "What is selected")} about={path}>
      {isField(path) ? (
        <FieldInspector key={path} document={document} path={path} field={holder} places={places} fields={fields} change={change} />
      ) : isPage(path) ? (
        <PageInspector key={path} document={document} path={path} page={holder} fields={fields} change={change} />
      ) : (
        <FormInspector document={document} change={change} />
      )}
      {path === "" ? null : <KeepBlock key={`block${path}`} holder={holder} page={isPage(path)} library={library} />}
    </Sheet>
  );
};

const FormInspector = ({ document, change }: { document: JsonObject; change: Change }) => (
  <>
    <h2 className="ed-heading">{t("フォーム全体", "The whole form")}</h2>
    <TextInputs label={t("フォームの名前", "Name of the form")} value={document["title"]} onChange={(value) => change("title", value ?? "")} />
    <TextInputs label={t("はじめの説明", "Introduction")} help={t("1ページ目の上に出ます。1文は50字までが読みやすい長さです。", "Shown above the first page.")} rows={4} value={document["intro"]} onChange={(value) => change("intro", value)} />
    <Papers />
  </>
);

/** The form on paper, as it was saved last. */
const Papers = () => {
  const { address } = useOpened();
  return (
    <div className="ed-inline">
      <a className="ed-button" href={`${address}/paper`} target="_blank" rel="noreferrer">{t("紙の様式で見る・印刷する", "On paper, to print")}</a>
      <a className="ed-button" href={`${address}/paper.pdf`} target="_blank" rel="noreferrer">PDF</a>
    </div>
  );
};

/** Keep a field, or all fields of a page, for the department's other forms. */
const KeepBlock = ({ holder, page, library }: { holder: JsonObject; page: boolean; library: Library }) => {
  const [title, setTitle] = useState(say(holder["label"]) || say(holder["title"]));
  const fields = page ? objectsAt(holder, "fields") : [holder];
  return (
    <details className="ed-more">
      <summary>{t("部品として保存する", "Keep as a block")}</summary>
      <p className="ed-help">{page ? t(`このページの${fields.length}項目を、この課のほかの手続でも使えるようにします。`, `Its ${fields.length} fields can be used in other procedures.`) : t("この項目を、この課のほかの手続でも使えるようにします。", "This field can be used in other procedures.")}</p>
      <TextInput label={t("部品の名前", "Name of the block")} value={title} maxLength={60} onChange={setTitle} />
      <Button disabled={title.trim() === "" || fields.length === 0} onClick={() => void library.keep(title.trim(), fields)}>{t("部品に加える", "Keep")}</Button>
    </details>
  );
};

const PageInspector = ({ document, path, page, fields, change }: { document: JsonObject; path: string; page: JsonObject; fields: readonly Known[]; change: Change }) => {
  const { session } = useOpened();
  return (
  <>
    <h2 className="ed-heading">{t("ページ", "Page")}</h2>
    <TextInputs label={t("ページの題", "Title of the page")} value={page["title"]} onChange={(value) => change("title", value ?? "")} />
    <When label={t("このページを出すとき", "Shown when")} always={t("いつも出す", "Always")} fields={fields} condition={page["when"]} onChange={(value) => change("when", value)} />
    <details className="ed-more">
      <summary>{t("くわしい設定", "More")}</summary>
      <KeyInput help={t("ページを指すときの名前です。住民には見えません。", "The name of the page; residents never see it.")} value={stringAt(page, "key")}
        onChange={(key) => session.edit({ ...renamePage(document, path, key, t("記号を変える", "key changed")), merge: `${path}#key` })} />
    </details>
  </>
  );
};

const FieldInspector = ({
  document, path, field, places, fields, change,
}: { document: JsonObject; path: string; field: JsonObject; places: readonly Place[]; fields: readonly Known[]; change: Change }) => {
  const type = stringAt(field, "type");
  const { session, around } = useOpened();
  const place = places.find((each) => each.path === path);
  const nameable = useMemo(() => visibleFrom(place, places, fields), [place, places, fields]);
  const kin = KIN.find((each) => each.includes(type));
  const asks = type !== "note" && type !== "computed";
  return (
    <>
      <h2 className="ed-heading">{typeName(type)}</h2>
      {type === "note" ? null : (
        <TextInputs label={t("質問（見出し）", "Question")} help={t("50字までで、ひと目で分かる言い方にします。", "At most 50 letters.")} value={field["label"]} onChange={(value) => change("label", value ?? "")} />
      )}
      {type === "note" ? null : (
        <TextInputs label={t("説明", "Help")} rows={3} value={field["help"]} onChange={(value) => change("help", value)} />
      )}
      {kin ? <Select label={t("種類", "Type")} value={type} choices={kin.map((each) => ({ value: each, label: typeName(each) }))} onChange={(value) => change("type", value)} /> : null}
      {asks ? <Required fields={nameable} field={field} change={change} /> : null}
      <When label={t("この項目を聞くとき", "Asked when")} always={t("いつも聞く", "Always")} fields={nameable} condition={field["when"]} onChange={(value) => change("when", value)} />
      <Settings field={field} fields={nameable} change={change} />
      <UsedBy document={document} name={place?.name ?? ""} uses={listAt(around["uses"], place?.name ?? "")} />
      {asks ? <Check label={t("個人情報として扱う", "Personal data")} checked={field["personal"] === true} onChange={(value) => change("personal", value || undefined)} /> : null}
      <details className="ed-more">
        <summary>{t("くわしい設定", "More")}</summary>
        <KeyInput help={t("差し込みや判定表から指すときの名前です。変えると、このフォームの中の条件も一緒に変わります。", "The name for letters and tables. Conditions of this form follow.")} value={stringAt(field, "key")}
          onChange={(key) => { if (isFree(places, place, key)) session.edit({ ...rename(document, path, key, t("記号を変える", "key changed")), merge: `${path}#key` }); }} />
        {asks ? <TextInput label={t("同じ意味の情報（ワンスオンリー）", "Same meaning (once only)")} help={t("例：person.name。ほかの手続で聞いたことと同じ意味なら、同じ名前にします。", "e.g. person.name")} short value={stringAt(field, "once_only")}
          onChange={(value) => { if (value === "" || /^[a-z][a-z0-9_.-]*$/.test(value)) change("once_only", value || undefined); }} /> : null}
      </details>
    </>
  );
};

const isFree = (places: readonly Place[], place: Place | undefined, key: string): boolean =>
  place !== undefined && !places.some((each) => each.path !== place.path && each.group === place.group && each.name === place.group + key);

/** What a field may name: everything outside of groups, and beside it in its own group without the group's name. */
const visibleFrom = (place: Place | undefined, places: readonly Place[], fields: readonly Known[]): readonly Known[] => {
  if (place === undefined) return fields;
  const own = places.filter((each) => place.group !== "" && each.group === place.group && each.path !== place.path).map((each) => knownField(stringAt(each.field, "key"), each.field));
  return [...own, ...fields.filter((each) => each.name !== place.name && !(place.group !== "" && each.name.startsWith(place.group)))];
};

const Required = ({ field, fields, change }: { field: JsonObject; fields: readonly Known[]; change: Change }) => {
  const required = field["required"];
  const value = isObject(required) ? "sometimes" : required === true ? "yes" : "no";
  return (
    <>
      <Select
        label={t("必ず答えてもらうか", "Must it be answered?")} value={value}
        choices={[
          { value: "yes", label: t("必須", "Required") }, { value: "no", label: t("任意", "Optional") },
          ...(fields.length > 0 ? [{ value: "sometimes", label: t("条件に当てはまるときだけ必須", "Required if …") }] : []),
        ]}
        onChange={(chosen) => change("required", chosen === "yes" ? true : chosen === "no" ? undefined : firstCondition(fields))}
      />
      {isObject(required) ? <ConditionEditor label={t("必須になる条件", "Required if")} fields={fields} condition={required} onChange={(condition) => change("required", condition)} /> : null}
    </>
  );
};

const When = ({
  label, always, fields, condition, onChange,
}: { label: string; always: string; fields: readonly Known[]; condition: Json | undefined; onChange: (value: Json | undefined) => void }): ReactNode => {
  if (!isObject(condition) && fields.length === 0) return null;
  return (
    <>
      <Select
        label={label} value={isObject(condition) ? "if" : "always"} onChange={(value) => onChange(value === "if" ? firstCondition(fields) : undefined)}
        choices={[{ value: "always", label: always }, { value: "if", label: t("条件に当てはまるときだけ", "Only if …") }]}
      />
      {isObject(condition) ? <ConditionEditor label={t("条件", "Condition")} fields={fields} condition={condition} onChange={onChange} /> : null}
    </>
  );
};

/** Who reads the answer: this form's own conditions, steps, tables, letters. Nobody at all is worth a thought. */
const UsedBy = ({ document, name, uses }: { document: JsonObject; name: string; uses: readonly Json[] }) => {
  const { session } = useOpened();
  const readers = useMemo(() => (name === "" ? [] : readersOf(document, name)), [document, name]);
  const kinds: Readonly<Record<string, string>> = { step: t("工程", "Step"), branch: t("分岐", "Branch"), table: t("判定表", "Table"), letter: t("通知文", "Letter") };
  return (
    <div className="ed-uses">
      <h3 className="ed-label">{t("この答えを使うところ", "Used by")}</h3>
      {readers.length + uses.length === 0 ? (
        <p className="ed-help">{t("どこからも使われていません。本当に聞く必要があるか、確かめてください。", "Nothing uses it. Is it needed at all?")}</p>
      ) : (
        <ul>
          {readers.map((path) => (
            <li key={path}>
              <button type="button" className="ed-link" onClick={() => { session.select(path); reveal(path); }}>
                {t("このフォームの条件：", "This form: ")}{say(valueAt(document, `${path}/label`)) || say(valueAt(document, `${path}/title`))}
              </button>
            </li>
          ))}
          {uses.filter(isObject).map((use, at) => <li key={at}>{kinds[stringAt(use, "kind")]}：{say(use["title"])}</li>)}
        </ul>
      )}
    </div>
  );
};
