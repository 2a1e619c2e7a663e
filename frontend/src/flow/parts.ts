// What can be put into a flow, in the words of the office: units of work (収受, 形式審査, 起案, 決裁 …), not symbols.

import { language } from "../ui/language";
import type { JsonObject } from "../kernel/json";

export type LaneKind = "resident" | "staff" | "system";
export interface Step {
  readonly title: readonly [string, string];
  readonly lane: LaneKind;
  readonly node: JsonObject;
}
export interface Shelf {
  readonly title: readonly [string, string];
  readonly steps: readonly Step[];
}

const step = (ja: string, en: string, lane: LaneKind, node: JsonObject, title: readonly [string, string] = [ja, en]): Step => ({
  title: [ja, en],
  lane,
  node: { ...node, title: { ja: title[0], en: title[1] } },
});
const task = (key: string, action: string): JsonObject => ({ key, type: "task", action });

export const SHELVES: readonly Shelf[] = [
  {
    title: ["申請する人", "Applicant"],
    steps: [
      step("申請", "Application", "resident", { key: "apply", type: "form" }, ["申請する", "Apply"]),
      step("補正に応じる", "Correction", "resident", { key: "correct", type: "form" }, ["申請を直す", "Correct the application"]),
    ],
  },
  {
    title: ["受け付ける", "Receipt"],
    steps: [
      step("収受", "Receive", "staff", task("receive", "receive"), ["受け付ける", "Receive"]),
      step("入力", "Enter", "staff", task("enter", "enter"), ["入力する", "Enter"]),
      step("転記", "Copy over", "staff", task("transcribe", "transcribe"), ["転記する", "Copy over"]),
    ],
  },
  {
    title: ["審査する", "Examination"],
    steps: [
      step("形式審査", "Formal check", "staff", { key: "form-check", type: "review" }, ["書類がそろっているか確かめる", "Check that it is complete"]),
      step("内容審査", "Examination", "staff", { key: "examine", type: "review" }, ["内容を審査する", "Examine"]),
      step("確認", "Check", "staff", task("check", "check"), ["確かめる", "Check"]),
      step("電話", "Call", "staff", task("call", "call"), ["電話する", "Call"]),
      step("現地確認・会議", "Visit or meeting", "staff", task("meet", "meet"), ["現地を見る", "Look on site"]),
    ],
  },
  {
    title: ["決める", "Decision"],
    steps: [
      step("起案", "Draft", "staff", task("draft", "prepare"), ["起案する", "Draft the decision"]),
      step("合議", "Consultation", "staff", { key: "consult", type: "approval", complete_when: "all" }, ["合議する", "Consult"]),
      step("決裁", "Approval", "staff", { key: "approve", type: "approval" }, ["決裁する", "Approve"]),
      step("判定表で判定", "Decide by table", "system", { key: "decide", type: "decision" }, ["自動で判定する", "Decide by rule"]),
    ],
  },
  {
    title: ["知らせる・渡す", "Notify and hand over"],
    steps: [
      step("通知", "Notice", "system", { key: "notify", type: "notice", to: "resident" }, ["結果を知らせる", "Tell the result"]),
      step("印刷", "Print", "staff", task("print", "print"), ["印刷する", "Print"]),
      step("押印", "Stamp", "staff", task("stamp", "stamp"), ["押印する", "Stamp"]),
      step("郵送", "Post", "staff", task("mail", "mail"), ["郵送する", "Post"]),
      step("持ち回り", "Carry", "staff", task("carry", "carry"), ["持って行く", "Carry"]),
      step("コピー", "Copy", "staff", task("copy", "copy"), ["コピーする", "Copy"]),
      step("スキャン", "Scan", "staff", task("scan", "scan"), ["スキャンする", "Scan"]),
      step("ファイル保存", "File", "staff", task("file", "file"), ["ファイルにとじる", "File"]),
      step("支払い", "Payment", "staff", task("pay", "pay"), ["支払う", "Pay"]),
      step("そのほかの作業", "Other work", "staff", task("work", "other"), ["作業する", "Work"]),
    ],
  },
  {
    title: ["分かれ道・待つ", "Branches and waiting"],
    steps: [
      step("分岐（どれか1つ）", "Branch (one of)", "system", { key: "branch", type: "exclusive" }, ["場合を分ける", "Which case?"]),
      step("同時に進める", "In parallel", "system", { key: "split", type: "parallel" }, ["同時に進める", "In parallel"]),
      step("当てはまるものすべて", "All that apply", "system", { key: "applying", type: "inclusive" }, ["当てはまるものを進める", "All that apply"]),
      step("期間を待つ", "Wait", "system", { key: "wait", type: "timer", wait: { business_days: 5 } }, ["5開庁日待つ", "Wait five office days"]),
      step("外からの連絡を待つ", "Wait for a message", "system", { key: "await", type: "wait", message: "answer" }, ["回答を待つ", "Wait for the answer"]),
      step("システム連携", "System call", "system", { key: "call-system", type: "service", call: "webhook" }, ["システムに送る", "Send to a system"]),
    ],
  },
  {
    title: ["終わり", "Ends"],
    steps: [
      step("終わり（認めた）", "End: approved", "system", { key: "end-approved", type: "end", result: "approved" }, ["認めて終わり", "Approved"]),
      step("終わり（認めない）", "End: refused", "system", { key: "end-refused", type: "end", result: "refused" }, ["認めずに終わり", "Refused"]),
      step("終わり（完了）", "End: completed", "system", { key: "end-completed", type: "end", result: "completed" }, ["完了", "Completed"]),
    ],
  },
];

export const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  start: ["開始", "Start"], end: ["終わり", "End"], form: ["申請・記入", "Form"], task: ["作業", "Work"], review: ["審査", "Review"], approval: ["決裁", "Approval"],
  decision: ["自動判定", "Decision by table"], service: ["システム連携", "System call"], notice: ["通知", "Notice"], timer: ["期間を待つ", "Timer"],
  wait: ["連絡を待つ", "Wait for a message"], exclusive: ["分岐", "Branch"], parallel: ["同時に進める", "In parallel"], inclusive: ["当てはまるものすべて", "All that apply"], subflow: ["別の流れ", "Another flow"],
};

export const ACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  receive: ["受け付ける", "Receive"], enter: ["入力する", "Enter"], transcribe: ["転記する", "Copy over"], print: ["印刷する", "Print"], stamp: ["押印する", "Stamp"],
  copy: ["コピーする", "Copy"], scan: ["スキャンする", "Scan"], carry: ["持って行く", "Carry"], mail: ["郵送する", "Post"], file: ["とじて保存する", "File"],
  check: ["確かめる", "Check"], call: ["電話する", "Call"], meet: ["会う・現地を見る", "Meet"], prepare: ["起案する・作る", "Prepare"], pay: ["支払う", "Pay"], other: ["そのほか", "Other"],
};

export const MEDIA: Readonly<Record<string, readonly [string, string]>> = {
  online: ["オンライン", "Online"], system: ["業務システム", "System"], excel: ["Excel", "Excel"], paper: ["紙", "Paper"], phone: ["電話", "Phone"],
  counter: ["窓口", "Counter"], mail: ["郵送", "Post"], fax: ["FAX", "Fax"],
};

/** What a review and an approval end with unless they say so themselves (formats.md). */
export const DEFAULT_OUTCOMES: readonly JsonObject[] = [
  { key: "approve", title: { ja: "承認", en: "Approve" } },
  { key: "return", title: { ja: "差戻し", en: "Return" }, reason: "required" },
  { key: "refuse", title: { ja: "認めない", en: "Refuse" }, refuses: true, reason: "required" },
];

export const GATEWAYS = ["exclusive", "parallel", "inclusive"];
export const PEOPLE = ["task", "review", "approval"];
/** Types that may become one another without losing what they hold. */
export const KIN: readonly (readonly string[])[] = [PEOPLE, GATEWAYS];

/** Return what a type is called in the language of the page. */
export const typeName = (type: string): string => TYPES[type]?.[language() === "ja" ? 0 : 1] ?? type;
