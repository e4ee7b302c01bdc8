import type { Language } from '#kernel/language';
import { languages } from '#kernel/language';
import i18next from 'i18next';

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/** The current language. */
export function language(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'ru';
}
