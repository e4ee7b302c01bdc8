import type { LeakRun, LeakStore } from './leak-store';
import { handOversOf, withManagerOf } from './model/hand-overs';
import type { NewCase } from './model/shop-figures';
import { buyersOf } from './model/order-log';
import type { ShopHistory } from './model/shop-history';
import { shopWeeksOf } from './model/shop-line';
import { lookAtShop } from './model/shop-look';
import { surveyTargets } from './model/surveys/targets';
import type { HistorySource } from './shop-history';
import type { SurveyStore } from './surveys/survey-store';
import type { Clock } from '#kernel/clock';
import { isoDay, LocalCalendar } from '#kernel/local-day';

export interface LeakWatchParts {
  source: HistorySource;
  store: LeakStore;
  surveys: Pick<SurveyStore, 'keepTargets'>;
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
      ...{ customers: buyersOf(history.log), withManager: withManagerOf(history) },
      historyWeeks: history.log.weeks,
      ...{ compared: found.compared, missing: found.missing },
    };
    await store.save({
      ...{ run, ...found },
      ...{ shopWeeks: shopWeeksOf(history), handOvers: handOversOf(history) },
    });
    await this.#keepTargets(history);
    return { run, opened: found.opened };
  }

  /** Of the open cases, those that have just been opened too. */
  async #keepTargets(history: ShopHistory): Promise<void> {
    const { store, surveys } = this.parts;
    const open = (await store.cases()).filter(({ closedAt }) => closedAt === null);
    await surveys.keepTargets(surveyTargets(history, open));
  }
}
