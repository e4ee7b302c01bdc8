import type { CallView } from '#calls/model/call-view';
import { isCallOf } from '#calls/model/call-access';
import type { CallFilter, CallLog, CallMarks } from '#calls/call-log';
import type { Page, PageRequest } from '#kernel/page';
import type { CallId, LegTimes } from '#calls/model/call-record';

const noLeg: LegTimes = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

/** @returns a call id that sorts by `n` */
export function callIdOf(n: number): CallId {
  return `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** A call whose manager's phone is being called; `changes` make anything else of it. */
export function callView(n: number, changes: Partial<CallView> = {}): CallView {
  const requestedAt = Date.UTC(2026, 6, 1, 9, n) * 1000 + 123;
  return {
    id: callIdOf(n),
    phase: 'calling-manager',
    direction: 'outbound',
    revision: 1,
    startKind: 'click',
    managerExtension: '101',
    managerId: null,
    courierName: null,
    shownTo: [],
    ownerExtension: null,
    did: null,
    orderNumber: '1001',
    customerName: 'Ivan',
    slot: 'main',
    trunk: null,
    requestedAt,
    manager: { ...noLeg, startedAt: requestedAt },
    customer: noLeg,
    endedAt: null,
    talkSeconds: 0,
    colleague: null,
    managers: [],
    keyed: null,
    voicemail: false,
    untaken: false,
    quality: [],
    disposition: null,
    refusal: null,
    hangupCause: null,
    sipCode: null,
    hungUpBy: null,
    ...changes,
  };
}

export function endedCallView(n: number, changes: Partial<CallView> = {}): CallView {
  return callView(n, {
    phase: 'ended',
    revision: null,
    endedAt: Date.UTC(2026, 6, 1, 9, n, 30) * 1000,
    disposition: 'answered',
    refusal: null,
    hangupCause: 16,
    hungUpBy: 'customer',
    talkSeconds: 12,
    ...changes,
  });
}

export class MemoryCallLog implements CallLog, CallMarks {
  readonly rows: CallView[] = [];
  /** What was asked for last. */
  lastFilter: CallFilter | null = null;
  #failure: Error | null = null;

  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async markVoicemail(id: CallId, voicemail: boolean): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    const at = this.rows.findIndex((row) => row.id === id && row.talkSeconds > 0);
    const row = this.rows[at];
    if (row !== undefined) this.rows[at] = { ...row, voicemail };
    return row !== undefined;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async find(id: CallId): Promise<CallView | null> {
    if (this.#failure) throw this.#failure;
    return this.rows.find((row) => row.id === id) ?? null;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async list(filter: CallFilter, page: PageRequest): Promise<Page<CallView>> {
    if (this.#failure) throw this.#failure;
    this.lastFilter = filter;
    const { from = -Infinity, to = Infinity } = filter;
    const same = <Value>(wanted: Value | undefined, value: Value): boolean =>
      wanted === undefined || wanted === value;
    const matching = this.rows
      .filter((row) => same(filter.managerExtension, row.managerExtension))
      .filter((row) => filter.manager === undefined || isCallOf(filter.manager, row))
      .filter((row) => same<string | null>(filter.orderNumber, row.orderNumber))
      .filter((row) => same<string | null>(filter.disposition, row.disposition))
      .filter((row) => same<string | null>(filter.hungUpBy, row.hungUpBy))
      .filter((row) => row.requestedAt >= from && row.requestedAt < to)
      .filter((row) => page.after === undefined || row.id < page.after)
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    const rows = matching.slice(0, page.limit);
    return { rows, next: matching.length > rows.length ? (rows.at(-1)?.id ?? null) : null };
  }
}
