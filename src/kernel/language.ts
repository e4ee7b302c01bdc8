/** The languages that prompts exist in. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in both languages of the pages. */
export interface Bilingual {
  ru: string;
  en: string;
}
