import type { Language } from '#kernel/language';
import en from '../web/i18n/en/supervisor.json';
import ru from '../web/i18n/ru/supervisor.json';

/** What a word's places are filled with. */
type Values = Readonly<Record<string, string | number>>;

/** As the pages write numbers and days. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU' };

/**
 * The words of the owner's page, so that the command line says what the page says. Places are `{{name}}`, and a word that
 * counts has one entry for each form of the language (`managers_one`, `managers_few`), as i18next has them.
 */
export class PageWords {
  /** Of English, which each other language has all of. */
  readonly of: typeof en;

  constructor(readonly language: Language) {
    this.of = { en, ru }[language];
  }

  /** @param word an entry of {@link of} */
  say(word: string, values: Values = {}): string {
    return word.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? '');
    });
  }

  /**
   * A word in the form that a number asks for.
   * @param words the entries among which its forms are
   * @throws RangeError if there is no such word
   */
  count(words: object, name: string, values: Values & { count: number }): string {
    const form = new Intl.PluralRules(locales[this.language]).select(values.count);
    const word = new Map<string, unknown>(Object.entries(words)).get(`${name}_${form}`);
    if (typeof word !== 'string') throw new RangeError(`The pages have no word ${name}_${form}.`);
    return this.say(word, values);
  }

  number(value: number): string {
    return new Intl.NumberFormat(locales[this.language]).format(value);
  }

  /** @param day `2026-11-29` */
  day(day: string): string {
    return new Intl.DateTimeFormat(locales[this.language], {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`));
  }
}
