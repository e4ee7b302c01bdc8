import type { HookVerdict } from './connector';

/** Of one webhook: what it names besides, the next pass finds. Each costs a request to the shop, and some kinds sign nothing. */
const mostHints = 200;

/** What a genuine webhook comes to that names these orders. @param pattern of the shop's ids; what has none is left out */
export function hintsAt(ids: readonly string[], pattern: RegExp): HookVerdict {
  const named = [...new Set(ids)].filter((id) => pattern.test(id)).slice(0, mostHints);
  return named.length === 0
    ? { kind: 'nothing' }
    : { kind: 'hint', orders: named.map((id) => ({ id, changedAt: null })) };
}
