// What can be put on a form, in the words of the office. A part may be several fields: a block that is always asked together.

import { language } from "../ui/language";
import type { JsonObject } from "../kernel/json";

export interface Part {
  readonly key: string;
  readonly title: readonly [string, string];
  readonly fields: readonly JsonObject[];
}
export interface Shelf {
  readonly title: readonly [string, string];
  readonly parts: readonly Part[];
}

const text = (ja: string, en: string): JsonObject => ({ ja, en });
const one = (ja: string, en: string, field: JsonObject): Part => ({ key: String(field["key"]), title: [ja, en], fields: [{ ...field, label: field["label"] ?? text(ja, en) }] });
const asked = { required: true };
const personal = { required: true, personal: true };

const NAME = { key: "applicant_name", type: "name", label: text("氏名", "Name"), ...personal, once_only: "person.name" };
const BIRTH = { key: "birth_date", type: "date", label: text("生年月日", "Date of birth"), ...personal, once_only: "person.birth_date", max: "today" };
const ADDRESS = { key: "applicant_address", type: "address", label: text("住所", "Address"), ...personal, once_only: "person.address" };
const PHONE = { key: "applicant_phone", type: "phone", label: text("電話番号", "Phone number"), ...personal };
const EMAIL = { key: "applicant_email", type: "email", label: text("メールアドレス", "E-mail address"), ...personal };
const OPTIONS = [
  { key: "option_1", label: text("選択肢1", "Option 1") },
  { key: "option_2", label: text("選択肢2", "Option 2") },
];

export const SHELVES: readonly Shelf[] = [
  {
    title: ["人と連絡先", "People"],
    parts: [
      one("氏名", "Name", NAME),
      one("フリガナ", "Name in katakana", { key: "kana", type: "text", label: text("フリガナ", "In katakana"), ...asked, kana: "katakana", max_length: 120 }),
      one("生年月日", "Date of birth", BIRTH),
      one("住所", "Address", ADDRESS),
      one("電話番号", "Phone number", PHONE),
      one("メールアドレス", "E-mail address", EMAIL),
      one("世帯員", "Household members", {
        key: "members", type: "group", label: text("世帯員", "Household members"), personal: true, max_items: 12,
        fields: [
          { key: "name", type: "name", label: text("氏名", "Name"), required: true, personal: true },
          { key: "birth_date", type: "date", label: text("生年月日", "Date of birth"), required: true, personal: true, max: "today" },
          { key: "relation", type: "text", label: text("続柄", "Relation"), required: true, max_length: 20 },
        ],
      }),
    ],
  },
  {
    title: ["お金", "Money"],
    parts: [
      one("口座", "Bank account", { key: "account", type: "bank_account", label: text("振込先の口座", "Bank account"), ...personal }),
      one("金額", "Amount", { key: "amount", type: "money", ...asked, min: 0 }),
    ],
  },
  {
    title: ["質問", "Questions"],
    parts: [
      one("はい・いいえ", "Yes or no", { key: "question", type: "yesno", ...asked }),
      one("1つ選ぶ", "Choose one", { key: "choice", type: "choice", ...asked, options: OPTIONS }),
      one("いくつか選ぶ", "Choose several", { key: "choices", type: "choices", ...asked, options: OPTIONS }),
      one("短い文", "Short text", { key: "text", type: "text", ...asked, max_length: 100 }),
      one("長い文", "Long text", { key: "long_text", type: "textarea", ...asked, max_length: 1000 }),
      one("数", "Number", { key: "number", type: "number", ...asked, min: 0 }),
      one("日付", "Date", { key: "date", type: "date", ...asked }),
      one("年月", "Month", { key: "month", type: "month", ...asked }),
      one("時刻", "Time", { key: "time", type: "time", ...asked }),
      one("郵便番号", "Postal code", { key: "postal_code", type: "postal_code", ...asked }),
    ],
  },
  {
    title: ["書類・確認", "Documents"],
    parts: [
      one("添付書類", "Attachment", { key: "attachment", type: "file", ...asked, accept: ["application/pdf", "image/*"], max_mb: 10, max_count: 3 }),
      one("同意", "Consent", { key: "consent", type: "consent", label: text("内容に間違いがないことを確かめました", "I have checked that this is right"), ...asked }),
      one("説明文", "Note", { key: "note", type: "note", text: text("ここに説明を書きます。", "Write the explanation here.") }),
    ],
  },
  {
    title: ["しくみ", "Structure"],
    parts: [
      one("くり返し", "Repeating group", {
        key: "items", type: "group", label: text("明細", "Items"), max_items: 20,
        fields: [{ key: "name", type: "text", label: text("内容", "Description"), required: true, max_length: 100 }],
      }),
      one("自動計算", "Computed", { key: "total", type: "computed", label: text("合計", "Total"), expr: { sum: [0] } }),
    ],
  },
  {
    title: ["よく使う組み合わせ", "Ready-made blocks"],
    parts: [
      { key: "block-applicant", title: ["申請者（氏名・生年月日・住所・連絡先）", "Applicant (name, birth, address, contact)"], fields: [NAME, BIRTH, ADDRESS, PHONE, EMAIL] },
      {
        key: "block-organisation", title: ["団体（名称・代表者・所在地・連絡先）", "Association (name, representative, address)"],
        fields: [
          { key: "org_name", type: "text", label: text("団体の名称", "Name of the association"), required: true, max_length: 80, once_only: "org.name" },
          { key: "org_kana", type: "text", label: text("団体の名称（フリガナ）", "Name in katakana"), required: true, kana: "katakana", max_length: 120 },
          { ...NAME, label: text("代表者の氏名", "Name of the representative") },
          { ...ADDRESS, label: text("団体の所在地", "Address of the association") },
          PHONE,
          EMAIL,
        ],
      },
      {
        key: "block-contact", title: ["連絡先（電話・メール・連絡のつく時間）", "Contact (phone, e-mail, best time)"],
        fields: [PHONE, EMAIL, { key: "contact_hours", type: "text", label: text("連絡のつきやすい時間", "When we can reach you"), max_length: 60 }],
      },
      {
        key: "block-household", title: ["世帯員（氏名・生年月日・続柄・収入）", "Household (name, birth, relation, income)"],
        fields: [
          {
            key: "members", type: "group", label: text("世帯員", "Household members"), help: text("申請する方を除いて、同じ世帯の全員を書きます。", "Everybody of the household but yourself."), personal: true, max_items: 12,
            fields: [
              { key: "name", type: "name", label: text("氏名", "Name"), required: true, personal: true },
              { key: "birth_date", type: "date", label: text("生年月日", "Date of birth"), required: true, personal: true, max: "today" },
              { key: "relation", type: "text", label: text("続柄", "Relation"), required: true, max_length: 20 },
              { key: "income", type: "money", label: text("前年の収入", "Income last year"), min: 0, personal: true },
            ],
          },
          { key: "household_income", type: "computed", label: text("世帯の収入の合計（円）", "Income of the household (yen)"), expr: { sum_of: ["members", "income"] } },
        ],
      },
      {
        key: "block-account", title: ["振込先（名義が違うときは委任状）", "Bank account (letter if held by another)"],
        fields: [
          { key: "account", type: "bank_account", label: text("振込先の口座", "Bank account"), ...personal },
          { key: "other_holder", type: "yesno", label: text("口座の名義は、申請する方と違いますか", "Is the account held by somebody else?"), required: true },
          { key: "account_letter", type: "file", label: text("受け取りの委任状", "Letter of authority"), required: true, when: { field: "other_holder", op: "eq", value: true }, accept: ["application/pdf", "image/*"], max_mb: 10, max_count: 1 },
        ],
      },
      {
        key: "block-consent", title: ["同意（内容の確認・調査への同意）", "Consent (correctness, inquiries)"],
        fields: [
          { key: "inquiry_consent", type: "consent", label: text("審査に必要な情報を、市が関係する機関に確かめることに同意します", "The city may ask other offices what it needs to decide"), ...asked },
          { key: "consent", type: "consent", label: text("内容に間違いがないことを確かめました", "I have checked that this is right"), ...asked },
        ],
      },
      {
        key: "block-emergency", title: ["緊急連絡先（本人以外）", "Emergency contact"],
        fields: [
          { key: "emergency_name", type: "name", label: text("緊急連絡先の氏名", "Name of the emergency contact"), ...personal },
          { key: "emergency_relation", type: "text", label: text("本人との関係", "Relation to you"), required: true, max_length: 20 },
          { key: "emergency_phone", type: "phone", label: text("緊急連絡先の電話番号", "Phone number of the emergency contact"), ...personal },
        ],
      },
      {
        key: "block-proxy", title: ["代理人（いるときだけ聞く）", "Proxy (asked only if there is one)"],
        fields: [
          { key: "by_proxy", type: "yesno", label: text("代理の方が申請しますか", "Is somebody applying on your behalf?"), required: true },
          { key: "proxy_name", type: "name", label: text("代理人の氏名", "Name of the proxy"), required: true, personal: true, when: { field: "by_proxy", op: "eq", value: true } },
          { key: "proxy_letter", type: "file", label: text("委任状", "Letter of authority"), required: true, when: { field: "by_proxy", op: "eq", value: true }, accept: ["application/pdf", "image/*"], max_mb: 10, max_count: 1 },
        ],
      },
    ],
  },
];

/** What each type is called in the office. */
export const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  text: ["短い文", "Short text"], textarea: ["長い文", "Long text"], number: ["数", "Number"], money: ["金額（円）", "Amount (yen)"],
  date: ["日付", "Date"], month: ["年月", "Month"], time: ["時刻", "Time"], choice: ["1つ選ぶ", "Choose one"], choices: ["いくつか選ぶ", "Choose several"],
  yesno: ["はい・いいえ", "Yes or no"], consent: ["同意", "Consent"], name: ["氏名", "Name"], address: ["住所", "Address"], phone: ["電話番号", "Phone"],
  email: ["メールアドレス", "E-mail"], postal_code: ["郵便番号", "Postal code"], bank_account: ["口座", "Bank account"], file: ["添付書類", "Attachment"],
  group: ["くり返し", "Group"], computed: ["自動計算", "Computed"], note: ["説明文", "Note"],
};

/** Types that hold the same answers, so that one may become the other. */
export const KIN: readonly (readonly string[])[] = [["text", "textarea"], ["number", "money"], ["choice", "choices"], ["date", "month"]];

/** Return what a type is called in the language of the page. */
export const typeName = (type: string): string => TYPES[type]?.[language() === "ja" ? 0 : 1] ?? type;
