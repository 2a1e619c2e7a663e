// Draws properties from their specs: one control for each way in which a value can be said.

import { type Json, type JsonObject, isList, isObject, objectsAt } from "../kernel/json";
import { ConditionEditor, firstCondition } from "../ui/ConditionEditor";
import type { Change } from "../ui/change";
import type { Known } from "../ui/conditions";
import { Button, Check, Checks, NumberInput, Select, TextInput } from "../ui/controls";
import { ExprEditor } from "../ui/ExprEditor";
import { language, say, t } from "../ui/language";
import { TextInputs } from "../ui/TextInputs";
import { Duration } from "./Duration";
import { Quantity } from "./Quantity";
import { Special } from "./Special";
import { type Spec, type Words } from "./specs";

interface Props {
  readonly flow: JsonObject;
  readonly holder: JsonObject;
  readonly fields: readonly Known[];
  readonly change: Change;
}

export const Properties = ({ specs, ...props }: Props & { specs: readonly Spec[] }) => <>{specs.map((spec) => <Property key={spec.name} spec={spec} {...props} />)}</>;

const worded = (words: Words | undefined): string => (words === undefined ? "" : words[language() === "ja" ? 0 : 1]);

const Property = ({ spec, flow, holder, fields, change }: Props & { spec: Spec }) => {
  const value = holder[spec.name];
  const label = worded(spec.label);
  const help = spec.help ? { help: worded(spec.help) } : {};
  const set = (next: Json | undefined): void => change(spec.name, next);
  const chosen = isList(value) ? value.map(String) : typeof value === "string" ? [value] : [];
  switch (spec.as) {
    case "texts":
      return <TextInputs label={label} {...help} rows={spec.rows ?? 1} value={value} onChange={set} />;
    case "word":
      return <TextInput label={label} {...help} short value={typeof value === "string" ? value : ""} onChange={(said) => set(said || undefined)} />;
    case "words":
      return <WordList label={label} values={chosen} onChange={(words) => set(words.length > 0 ? words : undefined)} />;
    case "flag":
      return <Check label={label} checked={value === true} onChange={(on) => set(on || undefined)} />;
    case "number":
      return <NumberInput label={label} {...help} whole={spec.whole ?? false} unit={spec.percent ? "%" : worded(spec.unit)} value={typeof value !== "number" ? undefined : spec.percent ? Math.round(value * 10000) / 100 : value}
        onChange={(number) => set(number === undefined ? undefined : spec.percent ? Math.min(1, Math.max(0, number / 100)) : number)} />;
    case "quantity":
      return <Quantity label={label} unit={worded(spec.unit)} value={value} onChange={set} />;
    case "pick":
      return <Select label={label} value={typeof value === "string" ? value : ""} onChange={(one) => set(one || undefined)} choices={[UNSAID(), ...spec.choices.map(([one, ja, en]) => ({ value: one, label: t(ja, en) }))]} />;
    case "one":
      return <Select label={label} value={typeof value === "string" ? value : ""} onChange={(one) => set(one || undefined)} choices={[UNSAID(), ...spec.from(flow)]} />;
    case "keys": {
      const choices = spec.from(flow);
      return choices.length === 0 ? null : <Checks label={label} choices={choices} values={chosen} onChange={(keys) => set(keys.length === 0 ? undefined : keys)} />;
    }
    case "duration":
      return <Duration label={label} value={isObject(value) ? value : {}} onChange={set} />;
    case "expr":
      return value === undefined ? <Button onClick={() => set(fields[0] ? { field: fields[0].name } : 0)}>＋ {label}</Button> : (
        <>
          <ExprEditor label={label} fields={fields} expr={value} onChange={set} />
          <Button about={label} onClick={() => set(undefined)}>{t("消す", "Remove")}</Button>
        </>
      );
    case "condition":
      return !isObject(value) ? (fields.length === 0 ? null : <Button onClick={() => set(firstCondition(fields))}>＋ {label}</Button>) : (
        <>
          <ConditionEditor label={label} fields={fields} condition={value} onChange={set} />
          <Button about={label} onClick={() => set(undefined)}>{t("消す", "Remove")}</Button>
        </>
      );
    case "object": {
      const inner: JsonObject = isObject(value) ? value : {};
      if (spec.of.every((each) => each.as === "keys" && each.from(flow).length === 0)) return null;
      return (
        <fieldset className="ed-set">
          <legend className="ed-label">{label}</legend>
          <Properties specs={spec.of} flow={flow} holder={inner} fields={fields} change={(name, next) => { const made = changed(inner, name, next); set(Object.keys(made).length > 0 ? made : undefined); }} />
        </fieldset>
      );
    }
    case "list":
      return <Items spec={spec} flow={flow} holder={holder} fields={fields} change={change} />;
    case "special":
      return <Special name={spec.name} label={label} flow={flow} holder={holder} fields={fields} onChange={set} />;
  }
};

const UNSAID = () => ({ value: "", label: t("書かない", "Not said") });

const changed = (holder: JsonObject, name: string, value: Json | undefined): JsonObject => {
  const { [name]: _before, ...rest } = holder;
  return value === undefined ? rest : { ...holder, [name]: value };
};

/** The items of a list, each folded under its name. */
const Items = ({ spec, flow, holder, fields, change }: Props & { spec: Spec & { as: "list" } }) => {
  const items = objectsAt(holder, spec.name);
  const set = (next: readonly Json[]): void => change(spec.name, next.length > 0 ? next : undefined);
  const name = (item: JsonObject, at: number): string => say(item["title"]) || [item["matter"], item["decided_by"]].filter((each) => typeof each === "string").join(" → ") || t(`${at + 1}件目`, `Number ${at + 1}`);
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{worded(spec.label)}</legend>
      {items.map((item, at) => (
        <details key={at} className="ed-more">
          <summary>{name(item, at)}</summary>
          <Properties specs={spec.of} flow={flow} holder={item} fields={fields} change={(property, value) => set(items.map((each, place) => (place === at ? changed(each, property, value) : each)))} />
          <Button kind="danger" about={name(item, at)} onClick={() => set(items.filter((_each, place) => place !== at))}>{t("消す", "Remove")}</Button>
        </details>
      ))}
      <Button onClick={() => set([...items, spec.blank(flow, items)])}>＋ {worded(spec.add)}</Button>
    </fieldset>
  );
};

/** Words in a line, separated by 「、」; what is being typed stays as typed. */
const WordList = ({ label, values, onChange }: { label: string; values: readonly string[]; onChange: (words: readonly string[]) => void }) => (
  <TextInput label={label} value={values.join("、")} onChange={(typed) => onChange(typed.split(/[、,]/).map((each, at, all) => (at === all.length - 1 ? each.trimStart() : each.trim())).filter((each, at, all) => each !== "" || (at === all.length - 1 && at > 0)))} />
);
