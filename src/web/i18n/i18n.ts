import type { Language } from '#kernel/language';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, language } from './languages';

/** Words by the part of the pages that uses them. `common` is loaded at the start, `problems` with the first one. */
export type Words =
  | 'common'
  | 'problems'
  | 'manager'
  | 'order'
  | 'supervisor'
  | 'admin'
  | 'courier'
  | 'phone'
  | 'mail'
  | 'interview';

/** Each language has files of its own: only those of the current language are loaded. */
const files = import.meta.glob<{ default: object }>('./{ru,en}/*.json');

const loaded = new Set<Words>();
const storageKey = 'star7-language';
/** The language that is being changed to: words that are asked for meanwhile are loaded in it as well. */
let coming: Language | null = null;

/** Before sign-in: the language that was used last in this browser, else the browser's own. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: false,
    defaultNS: 'common',
    ns: [],
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await loadWords('common');
  document.documentElement.lang = i18next.language;
}

/** Resolves when the words are loaded in the current language. */
export async function loadWords(...names: Words[]): Promise<void> {
  for (const name of names) loaded.add(name);
  const languages = coming === null ? [language()] : [language(), coming];
  await Promise.all(names.flatMap((name) => languages.map((each) => load(each, name))));
}

/** For people without an account: their language, unless another one was chosen in this browser. */
export async function preferLanguage(preferred: Language): Promise<void> {
  if (localStorage.getItem(storageKey) === null) await changeLanguage(preferred);
}

export async function changeLanguage(next: Language): Promise<void> {
  localStorage.setItem(storageKey, next);
  coming = next === language() ? null : next;
  if (coming === null) return;
  try {
    await Promise.all([...loaded].map((name) => load(next, name)));
    // Another one was chosen meanwhile.
    if (coming !== next) return;
    await i18next.changeLanguage(next);
    document.documentElement.lang = next;
  } finally {
    if (coming === next) coming = null;
  }
}

async function load(of: Language, name: Words): Promise<void> {
  if (i18next.hasResourceBundle(of, name)) return;
  const file = files[`./${of}/${name}.json`];
  if (file === undefined) throw new Error(`no words ${name} in ${of}`);
  const words = await file();
  i18next.addResourceBundle(of, name, words.default);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey) ?? '';
  if (isLanguage(kept)) return kept;
  return navigator.language.startsWith('en') ? 'en' : 'ru';
}
