import type { HookVerdict } from './connector';

/** What a genuine webhook comes to that names these orders. @param pattern of the shop's ids; what has none is left out */
export function hintsAt(ids: readonly string[], pattern: RegExp): HookVerdict {
  const named = [...new Set(ids)].filter((id) => pattern.test(id));
  return named.length === 0
    ? { kind: 'nothing' }
    : { kind: 'hint', orders: named.map((id) => ({ id, changedAt: null })) };
}
