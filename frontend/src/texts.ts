import { de } from "./texts/de";
import { type TextKey, type Texts, en } from "./texts/en";
import { ko } from "./texts/ko";

export type { TextKey } from "./texts/en";

export const LANGUAGES: Readonly<Record<string, Texts>> = { en, ko, de };

/** A text in the reader's language, English where it is none of ours. */
export function text(language: string, key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const texts = LANGUAGES[language.split("-")[0] ?? ""] ?? en;
  const found = (texts as Readonly<Record<string, string | undefined>>)[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
