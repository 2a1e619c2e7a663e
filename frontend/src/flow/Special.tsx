// Properties with a shape of their own: when a joint decision is made, what happens when late, rules of controls, calls …

import { type Json, type JsonObject, isList, isObject, stringAt } from "../kernel/json";
import { ConditionEditor, firstCondition } from "../ui/ConditionEditor";
import type { Known } from "../ui/conditions";
import { Button, NumberInput, Select, TextInput } from "../ui/controls";
import { t } from "../ui/language";
import { outcomeName } from "./edges";
import { keyOf, outcomesOf } from "./model";
import { steps } from "./specs";

interface Props {
  readonly label: string;
  readonly flow: JsonObject;
  readonly holder: JsonObject;
  readonly fields: readonly Known[];
  readonly onChange: (value: Json | undefined) => void;
}

export const Special = ({ name, ...props }: Props & { name: string }) => {
  const value = props.holder[name];
  switch (name) {
    case "complete_when":
      return <CompleteWhen value={value} {...props} />;
    case "do":
      return <Late value={value} {...props} />;
    case "rates":
      return <Rates rates={isObject(value) ? value : {}} {...props} />;
    case "rule":
      return <Rule rule={isObject(value) ? value : {}} {...props} />;
    case "call":
      return <Call value={value} {...props} />;
    case "season":
      return <Season months={isList(value) ? value : []} {...props} />;
    case "params":
      return <Params params={isObject(value) ? value : {}} {...props} />;
    default:
      return null;
  }
};

const CompleteWhen = ({ label, value, holder, onChange }: Props & { value: Json | undefined }) => {
  if (!isList(holder["members"]) && value === undefined) return null;
  const least = isObject(value) && typeof value["at_least"] === "number" ? value["at_least"] : undefined;
  return (
    <>
      <Select label={label} value={least === undefined ? String(value ?? "") : "at_least"} onChange={(kind) => onChange(kind === "" ? undefined : kind === "at_least" ? { at_least: 2 } : kind)}
        choices={[{ value: "", label: t("書かない", "Not said") }, { value: "all", label: t("全員が決めたとき", "All have decided") }, { value: "any", label: t("だれか1人が決めたとき", "One has decided") }, { value: "at_least", label: t("決まった人数が決めたとき", "A number has decided") }]} />
      {least === undefined ? null : <NumberInput label={t("何人", "How many")} whole unit={t("人", "people")} value={least} onChange={(number) => onChange({ at_least: Math.max(1, number ?? 1) })} />}
    </>
  );
};

const Late = ({ label, value, onChange }: Props & { value: Json | undefined }) => {
  const outcome = isObject(value) ? stringAt(value, "outcome") : "";
  return (
    <>
      <Select label={label} value={isObject(value) ? "outcome" : String(value ?? "remind")} onChange={(kind) => onChange(kind === "outcome" ? { outcome: "return" } : kind)}
        choices={[{ value: "remind", label: t("担当に知らせる", "Remind") }, { value: "escalate", label: t("上の役職に知らせる", "Tell who is above") }, { value: "outcome", label: t("決まった結果にする", "Take an outcome") }]} />
      {isObject(value) ? <TextInput label={t("結果の記号", "Key of the outcome")} short value={outcome} onChange={(key) => { if (/^[a-z][a-z0-9_-]{0,63}$/.test(key)) onChange({ outcome: key }); }} /> : null}
    </>
  );
};

/** Evidence: k of n cases took an outcome; or, where nobody has counted, a share that is estimated. */
const Rates = ({ label, rates, holder, onChange }: Props & { rates: JsonObject }) => {
  const outcomes = outcomesOf(holder).map(keyOf);
  if (outcomes.length === 0) return null;
  const total = Math.max(0, ...Object.values(rates).map((rate) => (isObject(rate) && typeof rate["n"] === "number" ? rate["n"] : 0)));
  const counted = (key: string): number | undefined => { const rate = rates[key]; return isObject(rate) && typeof rate["k"] === "number" ? rate["k"] : typeof rate === "number" && total > 0 ? Math.round(rate * total) : undefined; };
  const set = (n: number, counts: Readonly<Record<string, number | undefined>>): void => {
    const made = Object.entries(counts).flatMap(([key, k]): [string, Json][] => (k === undefined || n < 1 ? [] : [[key, { k: Math.min(k, n), n }]]));
    onChange(made.length > 0 ? Object.fromEntries(made) : undefined);
  };
  const shared = (key: string): number | undefined => { const rate = rates[key]; return typeof rate === "number" ? Math.round(rate * 10000) / 100 : undefined; };
  const estimate = (key: string, share: number | undefined): void => {
    const { [key]: _before, ...rest } = rates;
    const made: JsonObject = share === undefined ? rest : { ...rates, [key]: Math.min(1, Math.max(0, share / 100)) };
    onChange(Object.keys(made).length > 0 ? made : undefined);
  };
  const all = Object.fromEntries(outcomes.map((key) => [key, counted(key)]));
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{label}</legend>
      <NumberInput label={t("数えた件数", "Cases counted")} whole unit={t("件", "cases")} value={total || undefined} onChange={(n) => set(n ?? 0, Object.values(all).some((k) => k !== undefined) ? all : { ...all, [outcomes[0] ?? ""]: n ?? 0 })} />
      {total === 0 ? outcomes.map((key) => <NumberInput key={key} label={t(`「${outcomeName(holder, key)}」の割合（見積もり）`, `Share of “${outcomeName(holder, key)}” (estimated)`)} unit="%" value={shared(key)} onChange={(share) => estimate(key, share)} />) : outcomes.map((key) => <NumberInput key={key} label={t(`うち「${outcomeName(holder, key)}」`, `of them “${outcomeName(holder, key)}”`)} whole unit={t("件", "cases")} value={all[key]} onChange={(k) => set(total, { ...all, [key]: k })} />)}
    </fieldset>
  );
};

const RULES = () => [
  { value: "", label: t("現状で通った結果を必ず守る", "Every outcome that the as-is reached through it") }, { value: "must", label: t("ある結果を必ず通る", "An outcome must pass it") },
  { value: "precedes", label: t("ある工程・統制より先に行う", "Comes before a step or control") }, { value: "follows", label: t("ある工程・統制より後に行う", "Comes after a step or control") },
  { value: "not_same_person", label: t("ある統制と同じ人がしない", "Not by the person of a control") }, { value: "rank", label: t("決まった職位以上が行う", "By at least a rank") },
  { value: "days", label: t("2つの工程の間の日数", "Days between two steps") },
];

const Rule = ({ label, rule, flow, fields, onChange }: Props & { rule: JsonObject }) => {
  const kind = "from" in rule || "to" in rule ? "days" : (["must", "precedes", "follows", "not_same_person", "rank"].find((each) => each in rule) ?? "");
  const nodes = steps(flow);
  const [first] = nodes;
  const targets = [...nodes, ...(isList(flow["controls"]) ? flow["controls"].filter(isObject).map((each) => ({ value: keyOf(each), label: t(`統制：${keyOf(each)}`, `control ${keyOf(each)}`) })) : [])];
  const began = (chosen: string): JsonObject | undefined => {
    if (chosen === "") return undefined;
    if (chosen === "must") return { must: "approve" };
    if (chosen === "rank") return { rank: 1 };
    if (chosen === "days") return { from: first?.value ?? "", to: nodes.at(-1)?.value ?? "", max_days: 30 };
    return { [chosen]: (chosen === "not_same_person" ? targets.at(-1) : first)?.value ?? "" };
  };
  const number = (name: string): number | undefined => (typeof rule[name] === "number" ? rule[name] : undefined);
  const set = (name: string, value: Json | undefined): void => { const { [name]: _before, ...rest } = rule; onChange(value === undefined ? rest : { ...rule, [name]: value }); };
  return (
    <>
      <Select label={label} value={kind} choices={RULES()} onChange={(chosen) => onChange(began(chosen))} />
      {kind === "must" ? <TextInput label={t("結果の記号", "Key of the outcome")} short value={stringAt(rule, "must")} onChange={(key) => set("must", key || "approve")} /> : null}
      {["precedes", "follows", "not_same_person"].includes(kind) ? <Select label={t("相手", "Of which")} value={stringAt(rule, kind)} choices={targets} onChange={(key) => set(kind, key)} /> : null}
      {kind === "rank" ? (
        <>
          <NumberInput label={t("職位（この数以上）", "Rank, at least")} whole value={number("rank")} onChange={(rank) => set("rank", rank ?? 1)} />
          {isObject(rule["when"]) ? <ConditionEditor label={t("求めるのは次のとき", "Asked when")} fields={fields} condition={rule["when"]} onChange={(when) => set("when", when)} /> : fields.length > 0 ? <Button onClick={() => set("when", firstCondition(fields))}>＋ {t("求める条件を加える", "Add a condition")}</Button> : null}
        </>
      ) : null}
      {kind === "days" ? (
        <>
          <Select label={t("どの工程から", "From")} value={stringAt(rule, "from")} choices={nodes} onChange={(key) => set("from", key)} />
          <Select label={t("どの工程まで", "To")} value={stringAt(rule, "to")} choices={nodes} onChange={(key) => set("to", key)} />
          <NumberInput label={t("短くても", "At least")} unit={t("日", "days")} value={number("min_days")} onChange={(days) => set("min_days", days)} />
          <NumberInput label={t("長くても", "At most")} unit={t("日", "days")} value={number("max_days")} onChange={(days) => set("max_days", days)} />
        </>
      ) : null}
    </>
  );
};

const CONNECTORS = () => [
  { value: "webhook", label: t("ほかのシステムに送る（Webhook）", "Send to another system (webhook)") }, { value: "postal-code", label: t("郵便番号から住所を調べる", "Look up a postal code") },
  { value: "business-days", label: t("開庁日を数える", "Count office days") },
];

const Call = ({ label, value, holder, onChange }: Props & { value: Json | undefined }) => {
  const call: JsonObject = isObject(value) ? value : typeof value === "string" ? { connector: value } : {};
  const connector = stringAt(call, "connector");
  const set = (name: string, next: Json | undefined): void => { const { [name]: _before, ...rest } = call; onChange(next === undefined ? rest : { ...call, [name]: next }); };
  const names = (side: "inputs" | "outputs", list: string): Json => (isObject(call[side]) ? call[side] : Object.fromEntries((isList(holder[list]) ? holder[list] : []).map((key) => [String(key), key])));
  return (
    <>
      <Select label={label} value={connector} choices={CONNECTORS()} onChange={(next) => onChange(next === "webhook" ? { connector: next, url: stringAt(call, "url") || "https://" } : { connector: next })} />
      {connector === "webhook" ? <TextInput label={t("送り先のアドレス（https）", "Address (https)")} value={stringAt(call, "url")} onChange={(url) => set("url", url || undefined)} /> : null}
      {(["inputs", "outputs"] as const).map((side) => <Pairs key={side} label={side === "inputs" ? t("送る情報の相手側での名前", "What is sent, by its name there") : t("受け取る情報の相手側での名前", "What is received, by its name there")} pairs={names(side, side === "inputs" ? "reads" : "writes") as JsonObject} onChange={(pairs) => set(side, pairs)} />)}
    </>
  );
};

const Pairs = ({ label, pairs, onChange }: { label: string; pairs: JsonObject; onChange: (pairs: JsonObject) => void }) => {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return null;
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{label}</legend>
      {entries.map(([there, key], at) => <TextInput key={at} label={String(key)} short value={there} onChange={(name) => { if (name !== "" && !(name in pairs)) onChange(Object.fromEntries(entries.map(([each, own], place) => [place === at ? name : each, own]))); }} />)}
    </fieldset>
  );
};

const Season = ({ label, months, onChange }: Props & { months: readonly Json[] }) => {
  if (months.length === 0) return <Button onClick={() => onChange(Array.from({ length: 12 }, () => 1))}>＋ {label}</Button>;
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{label}</legend>
      <p className="ed-help">{t("ふだんの月を1とした割合です。4月だけ3倍なら、4月を3にします。", "An ordinary month is 1: three times as many in April is 3.")}</p>
      <div className="ed-months">{months.map((share, at) => <NumberInput key={at} label={t(`${at + 1}月`, `Month ${at + 1}`)} value={typeof share === "number" ? share : undefined} onChange={(next) => { const made = months.map((each, place) => (place === at ? (next ?? 0) : each)); if (made.some((each) => Number(each) > 0)) onChange(made); }} />)}</div>
      <Button about={label} onClick={() => onChange(undefined)}>{t("消す", "Remove")}</Button>
    </fieldset>
  );
};

const Params = ({ label, params, onChange }: Props & { params: JsonObject }) => {
  const entries = Object.entries(params);
  const set = (made: readonly (readonly [string, Json | undefined])[]): void => onChange(made.length > 0 ? Object.fromEntries(made) : undefined);
  const free = (): string => { for (let number = 1; ; number++) if (!(`limit-${number}` in params)) return `limit-${number}`; };
  return (
    <fieldset className="ed-set">
      <legend className="ed-label">{label}</legend>
      {entries.map(([name, value], at) => (
        <div key={at} className="ed-part">
          <TextInput label={t("記号", "Key")} short value={name} onChange={(key) => { if (/^[a-z][a-z0-9_-]{0,63}$/.test(key) && !(key in params)) set(entries.map(([each, said], place) => [place === at ? key : each, said])); }} />
          {isList(value) ? <TextInput label={t("値（「、」で区切る）", "Values")} value={value.map(String).join("、")} onChange={(typed) => set(entries.map(([each, said], place) => [each, place === at ? typed.split(/[、,]/).map((part) => read(part.trim())).filter((part) => part !== "") : said]))} />
            : <TextInput label={t("値", "Value")} short value={String(value ?? "")} onChange={(typed) => set(entries.map(([each, said], place) => [each, place === at ? read(typed) : said]))} />}
          <Button about={name} onClick={() => set(entries.filter((_each, place) => place !== at))}>{t("消す", "Remove")}</Button>
        </div>
      ))}
      <Button onClick={() => set([...entries, [free(), 0]])}>＋ {t("定数を加える", "Add a constant")}</Button>
    </fieldset>
  );
};

/** A number where the text is one, else the text. */
const read = (typed: string): Json => (/^-?\d+(\.\d+)?$/.test(typed.normalize("NFKC").replaceAll(",", "")) ? Number(typed.normalize("NFKC").replaceAll(",", "")) : typed);
