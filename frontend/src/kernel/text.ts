// Texts in several languages: a plain string, or an object of language tags. Twin of kernel/text.py.

import { type Json, type JsonObject, isObject } from "./json";

/** `text` in `language`, falling back ja → en → any; an absent text is empty. */
export const say = (text: Json | undefined, language: string): string => {
  if (typeof text === "string") return text;
  if (!isObject(text)) return "";
  for (const tag of [language, "ja", "en"]) {
    const said = text[tag];
    if (typeof said === "string" && said) return said;
  }
  return Object.values(text).find((said): said is string => typeof said === "string" && said !== "") ?? "";
};

/** What stands in exactly this language; a plain string is Japanese. */
export const inLanguage = (text: Json | undefined, tag: string): string => {
  if (typeof text === "string") return tag === "ja" ? text : "";
  const said = isObject(text) ? text[tag] : undefined;
  return typeof said === "string" ? said : "";
};

/**
 * `text` with `said` in one language. A text that is only Japanese stays a plain string; one that says nothing in any
 * language is absent.
 */
export const withLanguage = (text: Json | undefined, tag: string, said: string): Json | undefined => {
  const all: Record<string, Json | undefined> = isObject(text) ? { ...text } : { ja: inLanguage(text, "ja") };
  all[tag] = said;
  const kept: JsonObject = Object.fromEntries(Object.entries(all).filter(([, each]) => each !== "" && each !== undefined));
  const tags = Object.keys(kept);
  if (tags.length === 0) return undefined;
  return tags.length === 1 && tags[0] === "ja" ? kept["ja"] : kept;
};
