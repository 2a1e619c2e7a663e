// The settings that only one type of field knows.

import { type Json, type JsonObject, isList, objectsAt, stringAt } from "../kernel/json";
import { withLanguage } from "../kernel/text";
import type { Known } from "../ui/conditions";
import { Button, Check, Checks, NumberInput, Select, TextInput } from "../ui/controls";
import { ExprEditor } from "../ui/ExprEditor";
import { t } from "../ui/language";
import { KeyInput } from "../ui/KeyInput";
import { TextInputs } from "../ui/TextInputs";
import type { Change } from "../ui/change";
import { freeKey } from "./model";

interface Props {
  readonly field: JsonObject;
  readonly change: Change;
}

export const Settings = ({ field, fields, change }: Props & { fields: readonly Known[] }) => {
  switch (stringAt(field, "type")) {
    case "text":
    case "textarea":
      return <TextSettings field={field} change={change} />;
    case "number":
    case "money":
      return <NumberSettings field={field} change={change} />;
    case "date":
    case "month":
    case "time":
      return <DaySettings field={field} change={change} />;
    case "choice":
    case "choices":
      return <Options field={field} change={change} />;
    case "email":
      return <Check label={t("確認のため2回入力してもらう", "Ask twice")} checked={field["confirm"] === true} onChange={(value) => change("confirm", value || undefined)} />;
    case "file":
      return <FileSettings field={field} change={change} />;
    case "group":
      return (
        <>
          <Whole name="min_items" label={t("少なくとも", "At least")} unit={t("件", "items")} field={field} change={change} />
          <Whole name="max_items" label={t("多くても", "At most")} unit={t("件", "items")} field={field} change={change} />
        </>
      );
    case "computed":
      return <ExprEditor label={t("計算のしかた", "How it is computed")} fields={fields} expr={field["expr"] ?? 0} onChange={(expr) => change("expr", expr)} />;
    case "note":
      return <TextInputs label={t("説明文", "Text")} rows={6} help={t("「- 」で箇条書き、「**」で囲むと太字になります。", "“- ” makes a list, “**” makes bold.")} value={field["text"]} onChange={(value) => change("text", value ?? "")} />;
    default:
      return null;
  }
};

const Whole = ({ name, label, unit, field, change }: Props & { name: string; label: string; unit: string }) => {
  const value = field[name];
  return <NumberInput label={label} unit={unit} whole value={typeof value === "number" ? value : undefined} onChange={(number) => change(name, number)} />;
};

const TextSettings = ({ field, change }: Props) => (
  <>
    <Whole name="min_length" label={t("短くても", "At least")} unit={t("字", "letters")} field={field} change={change} />
    <Whole name="max_length" label={t("長くても", "At most")} unit={t("字", "letters")} field={field} change={change} />
    <Select label={t("かなの種類", "Kana")} value={stringAt(field, "kana") || "any"} onChange={(value) => change("kana", value === "any" ? undefined : value)}
      choices={[{ value: "any", label: t("決めない", "Any") }, { value: "katakana", label: t("カタカナにそろえる", "Katakana") }, { value: "hiragana", label: t("ひらがなにそろえる", "Hiragana") }]} />
    <Select label={t("文字の幅", "Width")} value={stringAt(field, "width") || "any"} onChange={(value) => change("width", value === "any" ? undefined : value)}
      choices={[{ value: "any", label: t("決めない", "Any") }, { value: "half", label: t("半角にそろえる", "Half width") }, { value: "full", label: t("全角にそろえる", "Full width") }]} />
  </>
);

const NumberSettings = ({ field, change }: Props) => {
  const bound = (name: string): number | undefined => (typeof field[name] === "number" ? field[name] : undefined);
  const money = field["type"] === "money";
  return (
    <>
      <NumberInput label={t("小さくても", "At least")} whole={money} {...(money ? { unit: t("円", "yen") } : {})} value={bound("min")} onChange={(value) => change("min", value)} />
      <NumberInput label={t("大きくても", "At most")} whole={money} {...(money ? { unit: t("円", "yen") } : {})} value={bound("max")} onChange={(value) => change("max", value)} />
      {money ? null : <TextInputs label={t("単位", "Unit")} value={field["unit"]} onChange={(value) => change("unit", value)} />}
    </>
  );
};

const DaySettings = ({ field, change }: Props) => {
  const help = field["type"] === "time" ? t("例：08:30", "e.g. 08:30") : t("例：2026-04-01、today（申請の日）、today+14d（14日後）、today-18y（18年前）", "e.g. 2026-04-01, today, today+14d, today-18y");
  return (
    <>
      <TextInput label={t("早くても", "Not before")} help={help} short value={stringAt(field, "min")} onChange={(value) => change("min", value || undefined)} />
      <TextInput label={t("遅くても", "Not after")} short value={stringAt(field, "max")} onChange={(value) => change("max", value || undefined)} />
    </>
  );
};

const FileSettings = ({ field, change }: Props) => (
  <>
    <Checks
      label={t("受け取る種類", "Accepted kinds")} values={(isList(field["accept"]) ? field["accept"] : []).map(String)}
      choices={[{ value: "application/pdf", label: "PDF" }, { value: "image/*", label: t("写真・画像", "Pictures") }]}
      onChange={(values) => change("accept", values.length > 0 ? values : undefined)}
    />
    <Whole name="max_mb" label={t("1つの大きさは", "Each at most")} unit="MB" field={field} change={change} />
    <Whole name="max_count" label={t("数は", "At most")} unit={t("個まで", "files")} field={field} change={change} />
    <Checks
      label={t("いま手元にない人のために選べるようにすること", "For people who do not have it at hand")} values={(isList(field["instead"]) ? field["instead"] : []).map(String)}
      choices={[{ value: "later", label: t("あとで出す", "Later") }, { value: "paper", label: t("紙で出す", "On paper") }]}
      onChange={(values) => change("instead", values.length > 0 ? values : undefined)}
    />
  </>
);

const Options = ({ field, change }: Props) => {
  const options = objectsAt(field, "options");
  const set = (changed: readonly Json[]): void => change("options", changed);
  const swapped = (at: number, by: number): void => {
    const moved = [...options];
    const [one] = moved.splice(at, 1);
    if (one) moved.splice(at + by, 0, one);
    set(moved);
  };
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{t("選択肢", "Options")}</legend>
      <ol className="ed-options">
        {options.map((option, at) => (
          <li key={at}>
            <TextInputs label={t(`選択肢${at + 1}`, `Option ${at + 1}`)} value={option["label"]}
              onChange={(value) => set(options.map((each, place) => (place === at ? { ...each, label: value ?? "" } : each)))} />
            <details className="ed-more">
              <summary>{t("記号", "Key")}<span className="visually-hidden">{t(`（選択肢${at + 1}）`, ` (option ${at + 1})`)}</span></summary>
              <KeyInput label={t(`選択肢${at + 1}の記号`, `Key of option ${at + 1}`)} help={t("判定表と条件は、この記号で選択肢を指します。", "Tables and conditions name the option by it.")} value={stringAt(option, "key")}
                onChange={(key) => { if (!options.some((each) => each["key"] === key)) set(options.map((each, place) => (place === at ? { ...each, key } : each))); }} />
            </details>
            <span className="ed-moves">
              <Button kind="icon" about={t(`選択肢${at + 1}を上へ`, `Option ${at + 1} up`)} disabled={at === 0} onClick={() => swapped(at, -1)}>↑</Button>
              <Button kind="icon" about={t(`選択肢${at + 1}を下へ`, `Option ${at + 1} down`)} disabled={at === options.length - 1} onClick={() => swapped(at, 1)}>↓</Button>
              <Button kind="icon" about={t(`選択肢${at + 1}を消す`, `Remove option ${at + 1}`)} disabled={options.length === 1} onClick={() => set(options.filter((_each, place) => place !== at))}>✕</Button>
            </span>
          </li>
        ))}
      </ol>
      <Button onClick={() => {
        const key = freeKey(new Set(options.map((each) => stringAt(each, "key"))), `option_${options.length + 1}`);
        set([...options, { key, label: withLanguage(undefined, "ja", t(`選択肢${options.length + 1}`, `Option ${options.length + 1}`)) ?? "" }]);
      }}>＋ {t("選択肢を加える", "Add an option")}</Button>
      <Check label={t("「そのほか」を加えて、書いてもらう", "Offer “Other” with a text")} checked={field["other"] === true} onChange={(value) => change("other", value || undefined)} />
    </fieldset>
  );
};
