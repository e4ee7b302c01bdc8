import type { ParseKeys } from 'i18next';
import type { ComponentType, LazyExoticComponent } from 'react';
import { lazyPart } from '../components/lazy-part';
import { loadWords } from '../i18n/i18n';
import type { Words } from '../i18n/i18n';

/** A page of the navigation. */
export interface PageEntry {
  /** A pattern of wouter: `/orders/:number`. */
  path: string;
  /** Its label in the navigation; null for a page that only other pages link to. */
  label: ParseKeys | null;
  icon: ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;
  page: LazyExoticComponent<ComponentType>;
}

/**
 * A page, or a part of one, that is loaded together with its words when it is first shown.
 * @param load `() => import('./board').then(({ Board }) => Board)`
 */
export function lazyPage<Props = object>(
  words: Words,
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazyPart(async () => {
    const [page] = await Promise.all([load(), loadWords(words)]);
    return page;
  });
}
