import type { CallLogLine, CallStore } from '#calls/engine/call-store';
import type { CallRecord } from '#calls/model/call-record';

/** Stores the end of one call. */
export async function saveEnd(
  store: CallStore,
  record: CallRecord,
  story: readonly CallLogLine[] = [],
  orderNumberAsAsked = '1001',
): Promise<void> {
  expect(await store.save({ begun: [], ended: [{ record, story, orderNumberAsAsked }] })).toEqual([]);
}
