import type { LeakRun, LeakStore } from './leak-store';
import type { NewCase } from './model/shop-figures';
import { lookAtShop } from './model/shop-look';
import type { HistorySource } from './shop-history';
import type { Clock } from '#kernel/clock';
import { isoDay, LocalCalendar } from '#kernel/local-day';

export interface LeakWatchParts {
  source: HistorySource;
  store: LeakStore;
  clock: Pick<Clock, 'now'>;
  /** Of the shop: weeks are local. */
  timeZone: string;
}

export interface RunOptions {
  /** False alarms that the shop accepts in a year. */
  perYear: number;
  by: string;
}

/** The weekly run: reads the shop's orders, looks at each complete week since the last run, and opens cases. */
export class LeakWatch {
  constructor(private readonly parts: LeakWatchParts) {}

  /** @throws StoreError */
  async run({ perYear, by }: RunOptions): Promise<{ run: LeakRun; opened: readonly NewCase[] }> {
    const { source, store, clock, timeZone } = this.parts;
    const startedAt = clock.now();
    const today = LocalCalendar.of(timeZone)?.dayOf(startedAt) ?? Math.floor(startedAt / 86_400_000_000);
    const history = await source.read(today);
    const last = await store.lastRun();
    const cases = await store.cases();
    const found = lookAtShop(history, { perYear, lastWeekEnd: last?.weekEnd ?? null, cases });
    const run: LeakRun = {
      ...{ startedAt, endedAt: clock.now(), startedBy: by, perYear },
      ...{ weekEnd: isoDay(history.firstDay + history.log.weeks * 7 - 1), orders: history.orders },
      ...{ customers: history.log.customers, historyWeeks: history.log.weeks },
      ...{ compared: found.compared, missing: found.missing },
    };
    await store.save({ run, ...found });
    return { run, opened: found.opened };
  }
}
