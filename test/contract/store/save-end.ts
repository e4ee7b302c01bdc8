import type { CallLogLine, CallStore } from '../../../src/calls/ports';
import type { CallRecord } from '../../../src/core/call-record';

/** Stores the end of one call. */
export async function saveEnd(
  store: CallStore,
  record: CallRecord,
  story: readonly CallLogLine[] = [],
  orderNumberAsAsked = '1001',
): Promise<void> {
  expect(await store.save({ begun: [], ended: [{ record, story, orderNumberAsAsked }] })).toEqual([]);
}
