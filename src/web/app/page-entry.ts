import type { ParseKeys } from 'i18next';
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { loadWords } from '../i18n/i18n';
import type { Words } from '../i18n/i18n';

/** A page of the navigation. */
export interface PageEntry {
  /** As wouter matches it: `/orders/:number`. */
  path: string;
  /** Its name in the navigation; null for a page that is reached from others. */
  label: ParseKeys | null;
  icon: ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;
  page: LazyExoticComponent<ComponentType>;
}

/**
 * A page that is loaded when it is first opened, and its words with it.
 * @param load `() => import('./board').then(({ Board }) => Board)`
 */
export function lazyPage(words: Words, load: () => Promise<ComponentType>): PageEntry['page'] {
  return lazy(async () => {
    const [page] = await Promise.all([load(), loadWords(words)]);
    return { default: page };
  });
}
