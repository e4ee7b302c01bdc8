import type { CallId, CallRecord, LegTimes } from '#calls/model/call-record';
import type { Micros } from '#kernel/micros';
import type {
  CallChanges,
  CallLogLine,
  CallStore,
  OpenedCall,
  RefusedRecord,
} from '#calls/engine/call-store';

/** What the memory keeps of one call. `record` is null while it is open. */
export interface StoredCall {
  opened: OpenedCall | null;
  record: CallRecord | null;
  story: readonly CallLogLine[];
  orderNumberAsAsked: string | null;
}

const never: LegTimes = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

/** The store of calls in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryCallStore implements CallStore {
  readonly calls = new Map<CallId, StoredCall>();
  readonly #byKey = new Map<string, CallId>();
  #failure: Error | null = null;

  /** The final records, in the order in which the calls were closed. */
  readonly records: CallRecord[] = [];

  /** From now on every write rejects with this; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async open(call: OpenedCall): Promise<CallId | null> {
    if (this.#failure) throw this.#failure;
    if (call.idempotencyKey !== null) {
      const key = JSON.stringify([call.managerExtension, call.idempotencyKey]);
      const first = this.#byKey.get(key);
      if (first !== undefined) return first === call.id ? null : first;
      this.#byKey.set(key, call.id);
    }
    if (!this.calls.has(call.id)) {
      this.calls.set(call.id, { opened: call, record: null, story: [], orderNumberAsAsked: null });
    }
    return null;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async repeated(extension: string, idempotencyKey: string): Promise<CallId | null> {
    if (this.#failure) throw this.#failure;
    return this.#byKey.get(JSON.stringify([extension, idempotencyKey])) ?? null;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async repeats(extension: string, idempotencyKey: string, call: CallId): Promise<void> {
    if (this.#failure) throw this.#failure;
    const key = JSON.stringify([extension, idempotencyKey]);
    if (!this.#byKey.has(key)) this.#byKey.set(key, call);
  }

  /** Ends of these calls are refused for what they contain. */
  readonly refused = new Map<CallId, string>();
  /** How many were written together, each time. */
  readonly saved: { begun: number; ended: number }[] = [];

  async save({ begun, ended }: CallChanges): Promise<readonly RefusedRecord[]> {
    for (const call of begun) await this.open(call);
    if (this.#failure) throw this.#failure;
    this.saved.push({ begun: begun.length, ended: ended.length });
    for (const { record, story, orderNumberAsAsked } of ended) {
      const call = this.calls.get(record.id);
      if (call?.record || this.refused.has(record.id)) continue;
      this.calls.set(record.id, { opened: call?.opened ?? null, record, story, orderNumberAsAsked });
      this.records.push(record);
    }
    return ended.flatMap(({ record: { id } }) => {
      const code = this.refused.get(id);
      return code === undefined ? [] : [{ id, code }];
    });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async closeOrphans(at: Micros, except: readonly CallId[]): Promise<number> {
    if (this.#failure) throw this.#failure;
    let count = 0;
    for (const [id, call] of this.calls) {
      if (call.record || !call.opened || except.includes(id)) continue;
      const { direction, startKind, managerExtension, slot, requestedAt } = call.opened;
      call.record = {
        id,
        direction,
        startKind,
        managerExtension,
        managerId: null,
        did: null,
        orderId: null,
        orderNumber: null,
        contactPointId: null,
        slot,
        trunk: null,
        requestedAt,
        endedAt: at,
        manager: never,
        customer: never,
        legs: [],
        talkSeconds: 0,
        disposition: 'interrupted',
        refusal: null,
        hangupCause: null,
        sipCode: null,
        hungUpBy: 'system',
      };
      this.records.push(call.record);
      count += 1;
    }
    return count;
  }
}
