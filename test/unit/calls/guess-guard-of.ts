import { GuessGuard } from '#calls/engine/guess-guard';
import type { Clock } from '#kernel/clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLimitStore } from './memory-limit-store';

/** The real guard over a store in memory: so many wrong order numbers in a minute lock out for two. 0: none do. */
export function guessGuardOf(clock: Clock, limit = 0, store = new MemoryLimitStore()): GuessGuard {
  const rule = { limit, windowSeconds: 60, lockSeconds: 120 };
  return new GuessGuard({
    store,
    alerts: new MemoryAlerts(),
    clock,
    rules: { perManager: rule, overall: { ...rule, limit: 0 } },
  });
}
