import type { OrderView } from '#orders/order-view';
import type { Page, PageRequest } from '#kernel/page';
import type { NamedOutcome } from '#orders/model/outcome';
import type { OutcomeList, QueueCounts, QueueFilter, WorkQueue } from '#orders/work-queue';
import type { MemoryOrdersAtWork } from './memory-orders-at-work';

/** The queue over orders in memory, by what each order says of its place. */
export class MemoryWorkQueue implements WorkQueue {
  /** What was asked for last. */
  lastFilter: QueueFilter | null = null;

  constructor(private readonly orders: MemoryOrdersAtWork) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async list(filter: QueueFilter, page: PageRequest): Promise<Page<OrderView>> {
    this.lastFilter = filter;
    const matching = this.#found(filter).slice(page.after === undefined ? 0 : Number(page.after));
    const rows = matching.slice(0, page.limit);
    const next = Number(page.after ?? 0) + rows.length;
    return { rows, next: matching.length > rows.length ? String(next) : null };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async counts(managerId: number, search?: string): Promise<QueueCounts> {
    const count = (part: QueueFilter['part']): number =>
      this.#found({ managerId, part, ...(search !== undefined && { search }) }).length;
    return {
      missed: count('missed'),
      'to-call': count('to-call'),
      later: count('later'),
      done: count('done'),
      mail: count('mail'),
    };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async next(managerId: number, except: string): Promise<string | null> {
    const next = [...this.#part(managerId, 'missed'), ...this.#part(managerId, 'to-call')].find(
      (row) => row.orderNumber !== except,
    );
    return next?.orderNumber ?? null;
  }

  #found({ managerId, part, search = '' }: QueueFilter): OrderView[] {
    const wanted = search.trim().toLowerCase();
    return this.#part(managerId, part).filter(
      (row) =>
        row.orderNumber.toLowerCase().startsWith(wanted) || row.customerName.toLowerCase().includes(wanted),
    );
  }

  #part(managerId: number, part: QueueFilter['part']): OrderView[] {
    const sign = part === 'done' ? -1 : 1;
    const key = (row: OrderView): number => row.missed?.since ?? row.dueAt;
    return this.orders
      .of(managerId)
      .filter((row) => (part === 'mail' ? row.unreadMails > 0 : row.queue === part))
      .sort((a, b) => sign * (key(a) - key(b) || (a.orderNumber < b.orderNumber ? -1 : 1)));
  }
}

export const sampleOutcomes: readonly NamedOutcome[] = [
  named('confirmed', { movesTo: 'done' }),
  named('call-later', { movesTo: 'later', asksTime: true }),
  named('no-answer', { movesTo: 'later', delayMinutes: 120 }),
  named('do-not-call', { movesTo: 'done', doNotCall: true }),
];

function named(slug: string, rest: Partial<NamedOutcome>): NamedOutcome {
  const label = { ru: `${slug} по-русски`, en: slug };
  return { slug, label, movesTo: 'done', asksTime: false, delayMinutes: null, doNotCall: false, ...rest };
}

export const memoryOutcomes: OutcomeList = { list: () => Promise.resolve([...sampleOutcomes]) };
