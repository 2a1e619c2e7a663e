// What formats.md lets a flow say beyond what the inspectors draw by hand: each property with its words and its control.

import { type JsonObject, objectsAt, stringAt } from "../kernel/json";
import type { Choice } from "../ui/controls";
import { say } from "../ui/language";
import { keyOf, lanesOf, nodesOf } from "./model";
import { MEDIA } from "./parts";

export type Words = readonly [string, string];
/** Choices that depend on the flow: its lanes, its data … */
export type From = (flow: JsonObject) => readonly Choice[];

interface Base {
  readonly name: string;
  readonly label: Words;
  readonly help?: Words;
}
export type Spec = Base & (
  | { readonly as: "texts"; readonly rows?: number }
  | { readonly as: "word" }
  | { readonly as: "words" }
  | { readonly as: "flag" }
  | { readonly as: "number"; readonly unit?: Words; readonly whole?: boolean; readonly percent?: boolean }
  | { readonly as: "quantity"; readonly unit: Words }
  | { readonly as: "pick"; readonly choices: readonly (readonly [string, string, string])[] }
  | { readonly as: "one"; readonly from: From }
  | { readonly as: "keys"; readonly from: From }
  | { readonly as: "duration" }
  | { readonly as: "expr" }
  | { readonly as: "condition" }
  | { readonly as: "object"; readonly of: readonly Spec[] }
  | { readonly as: "list"; readonly of: readonly Spec[]; readonly add: Words; readonly blank: (flow: JsonObject, have: readonly JsonObject[]) => JsonObject }
  | { readonly as: "special" }
);

const keyed = (list: string): From => (flow) => objectsAt(flow, list).map((each) => ({ value: keyOf(each), label: say(each["title"]) || keyOf(each) }));
const lanes: From = (flow) => lanesOf(flow).map((each) => ({ value: keyOf(each), label: say(each["title"]) || keyOf(each) }));
const matters: From = (flow) => [...new Set(objectsAt(flow, "authority").map((each) => stringAt(each, "matter")))].filter(Boolean).map((value) => ({ value, label: value }));
export const steps: From = (flow) => nodesOf(flow).map((each) => ({ value: keyOf(each), label: say(each["title"]) || keyOf(each) }));

/** A key that none of `have` has yet. */
const fresh = (stem: string, have: readonly JsonObject[]): string => {
  for (let number = have.length + 1; ; number++) if (!have.some((each) => keyOf(each) === `${stem}-${number}`)) return `${stem}-${number}`;
};
const KEY: Spec = { name: "key", as: "word", label: ["記号", "Key"] };
const media = Object.entries(MEDIA).map(([value, [ja, en]]): readonly [string, string, string] => [value, ja, en]);
const MINUTES: Words = ["分", "min"];
const DAYS: Words = ["日", "days"];

/** What only some types of step can say. */
export const OF_TYPE: Readonly<Record<string, readonly Spec[]>> = {
  approval: [
    { name: "matter", as: "one", from: matters, label: ["職務権限表のどの事項か", "Matter of the authority table"] },
    { name: "amount", as: "expr", label: ["権限を決める金額", "Amount that decides who may"] },
    { name: "members", as: "keys", from: lanes, label: ["いっしょに決める担当（合議）", "Who decides together"] },
    { name: "complete_when", as: "special", label: ["合議がまとまるとき", "Decided when"] },
  ],
  timer: [{ name: "until", as: "expr", label: ["いつまで待つか（日付の式）", "Wait until"] }],
  wait: [{ name: "correlate", as: "expr", label: ["連絡を見分ける値（受付番号がない連絡のとき）", "Value by which a message without a receipt number is recognised"] }],
  service: [{ name: "call", as: "special", label: ["呼び出すシステム", "System that is called"] }],
  subflow: [
    { name: "flow", as: "word", label: ["実行する手続の記号", "Procedure that is run"] },
    { name: "each", as: "word", label: ["1件ずつ行うくり返しの項目（記号）", "Once per item of the group"] },
  ],
};

/** What a person's step can say. */
export const OF_PEOPLE: readonly Spec[] = [
  {
    name: "on_overdue", as: "list", add: ["期限を過ぎたときの動きを加える", "Add what happens when late"], label: ["期限を過ぎたとき", "When it is late"], blank: () => ({ after: { business_days: 1 }, do: "remind" }),
    of: [{ name: "after", as: "duration", label: ["過ぎてからの長さ", "How long after"] }, { name: "do", as: "special", label: ["すること", "What is done"] }],
  },
];

/** What every activity can say, beside its effort. */
export const OF_ACTIVITY: readonly Spec[] = [
  { name: "documents", as: "object", label: ["書類", "Documents"], of: [
    { name: "needs", as: "keys", from: keyed("documents"), label: ["要る書類", "Needs"] },
    { name: "produces", as: "keys", from: keyed("documents"), label: ["作る書類", "Produces"] },
  ] },
  { name: "deletes", as: "keys", from: keyed("data"), label: ["消す情報", "Data that it erases"] },
  { name: "control", as: "keys", from: keyed("controls"), label: ["この工程が果たす統制", "Controls that it performs"] },
  { name: "effect", as: "pick", label: ["やり直せるか", "Can it be undone?"], choices: [["none", "何も変えない", "Changes nothing"], ["reversible", "やり直せる", "Reversible"], ["irreversible", "やり直せない", "Irreversible"]] },
  { name: "medium_in", as: "pick", label: ["受け取る媒体（違うとき）", "Medium it comes in"], choices: media },
  { name: "medium_out", as: "pick", label: ["渡す媒体（違うとき）", "Medium it leaves in"], choices: media },
  { name: "rates", as: "special", label: ["結果の割合（何件のうち何件）", "Share of each outcome"] },
  { name: "batch", as: "object", label: ["まとめて行う", "Done in batches"], of: [
    { name: "every_days", as: "quantity", unit: DAYS, label: ["何日ごと", "Every"] },
    { name: "size", as: "quantity", unit: ["件", "cases"], label: ["何件たまったら", "When there are"] },
  ] },
  {
    name: "classes", as: "list", label: ["件の種類ごとの手間", "Kinds of cases"], add: ["種類を加える", "Add a kind"], blank: () => ({ when: { all: [] }, title: "", share: 0.5 }),
    of: [
      { name: "title", as: "texts", label: ["種類の名前", "Name"] }, { name: "when", as: "condition", label: ["どんな件か", "Which cases"] },
      { name: "share", as: "number", percent: true, label: ["割合", "Share"] }, { name: "minutes", as: "quantity", unit: MINUTES, label: ["1件の作業時間", "Work per case"] },
    ],
  },
  { name: "derived_from", as: "words", label: ["現状のどの工程から来たか（記号）", "Derived from (keys of the as-is)"] },
];

/** Lists and figures of the whole flow, each a section of the inspector. */
export const OF_FLOW: readonly Spec[] = [
  { name: "levels", as: "words", label: ["役職の順（低いほうから、「、」で区切る）", "Levels, lowest first"] },
  {
    name: "authority", as: "list", label: ["職務権限表", "Authority table"], add: ["行を加える", "Add a line"], blank: () => ({ matter: "general", decided_by: "section-chief" }),
    of: [
      { name: "matter", as: "word", label: ["事項", "Matter"] }, { name: "up_to", as: "number", label: ["金額の上限（この額まで）", "Up to"], help: ["書かないと、上限がありません。", "Without it there is no limit."], unit: ["円", "yen"] },
      { name: "decided_by", as: "word", label: ["決める役職", "Decided by"] },
    ],
  },
  {
    name: "checks", as: "list", label: ["審査で確かめること", "What is examined"], add: ["確かめることを加える", "Add a check"], blank: (_flow, have) => ({ key: fresh("check", have), title: "" }),
    of: [{ name: "title", as: "texts", label: ["確かめること", "What is checked"] }, KEY, { name: "condition", as: "condition", label: ["機械で言える条件（あるとき）", "As a condition, where it can be said"] }],
  },
  {
    name: "documents", as: "list", label: ["書類の一覧", "Documents"], add: ["書類を加える", "Add a document"], blank: (_flow, have) => ({ key: fresh("document", have), title: "" }),
    of: [
      { name: "title", as: "texts", label: ["書類の名前", "Name"] }, KEY, { name: "physical", as: "flag", label: ["紙の現物（同時に1か所にしかない）", "On paper: in one place only"] },
      { name: "keep", as: "flag", label: ["保存する記録", "Kept as a record"] }, { name: "issuer", as: "word", label: ["発行したところ", "Issuer"] },
      { name: "asserts", as: "keys", from: keyed("data"), label: ["証明する情報", "What it proves"] }, { name: "valid_days", as: "quantity", unit: DAYS, label: ["有効な日数", "Valid for"] },
    ],
  },
  {
    name: "controls", as: "list", label: ["守るべき統制", "Controls"], add: ["統制を加える", "Add a control"], blank: (_flow, have) => ({ key: fresh("control", have), title: "", kind: "internal" }),
    of: [
      { name: "title", as: "texts", label: ["統制の名前", "Name"] }, KEY,
      { name: "kind", as: "pick", label: ["求める理由", "Required by"], choices: [["legal", "法令", "Law"], ["audit", "監査", "Audit"], ["internal", "内部の決まり", "Internal rule"]] },
      { name: "basis", as: "texts", label: ["根拠", "Basis"] }, { name: "rule", as: "special", label: ["守り方", "Rule"] },
    ],
  },
  {
    name: "systems", as: "list", label: ["使うシステムの一覧", "Systems"], add: ["システムを加える", "Add a system"], blank: (_flow, have) => ({ key: fresh("system", have), title: "" }),
    of: [{ name: "title", as: "texts", label: ["名前", "Name"] }, KEY, { name: "interface", as: "flag", label: ["ほかのシステムとつながる", "Has an interface"] }],
  },
  { name: "trusted_issuers", as: "words", label: ["信頼できる発行元（「、」で区切る）", "Trusted issuers"] },
  { name: "entry_minutes", as: "quantity", unit: MINUTES, label: ["1項目の入力にかかる時間", "Time to enter one field"] },
  { name: "season", as: "special", label: ["月ごとの件数の割合", "Share of each month"] },
  { name: "params", as: "special", label: ["手続の定数（限度額など）", "Constants, such as limits"] },
];

/** What an item of data can say, beside its name, source and meaning. */
export const OF_DATA: readonly Spec[] = [
  { name: "type", as: "word", label: ["型（text、money、date など）", "Type (text, money, date …)"] },
  { name: "personal", as: "flag", label: ["個人情報", "Personal data"] },
  { name: "held_in", as: "words", label: ["市がすでに持っている台帳（「、」で区切る）", "Registers that hold it already"] },
  { name: "valid_days", as: "quantity", unit: DAYS, label: ["有効な日数", "Valid for"] },
  { name: "purpose", as: "texts", label: ["使う目的", "Purpose"] },
  { name: "keep", as: "flag", label: ["最後まで残す（記録・統計）", "Kept (records, statistics)"] },
  { name: "delete_after_days", as: "quantity", unit: DAYS, label: ["何日で消すか", "Erased after"] },
];

/** Properties that no inspector offers, each with the reason. */
export const NOT_OFFERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flow: {
    format: "says what the document is", key: "is the procedure's", stage: "is the place of the draft (as-is, to-be)", owner: "is the procedure's department",
    nodes: "are the steps themselves", edges: "are the arrows themselves", lanes: "have an inspector of their own",
  },
  node: {},
  edge: { from: "an arrow belongs to its step: it is removed there and drawn elsewhere" },
  lane: {}, data: {},
  control: {}, document: {},
  outcome: { mechanical: "is measured by the analysis, not typed" },
};
