import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { untilLoaded } from './until-loaded';

/**
 * A part of the page that is loaded when it is first shown.
 * @param load `() => import('./keys-help').then(({ KeysHelp }) => KeysHelp)`
 */
export function lazyPart<Props = object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await untilLoaded(load) }));
}
