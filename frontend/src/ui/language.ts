// Every sentence stands in both languages at its place; the page's language chooses.

import type { Json } from "../kernel/json";
import { say as sayIn } from "../kernel/text";

export type Language = "ja" | "en";
let chosen: Language = "ja";

export const speak = (language: string): void => {
  chosen = language === "en" ? "en" : "ja";
};

export const language = (): Language => chosen;
export const t = (ja: string, en: string): string => (chosen === "en" ? en : ja);
export const say = (text: Json | undefined): string => sayIn(text, chosen);
