import type { CallRecord } from './model/call-record';

/** What the feed of stored records says of a call: names and results, so that its order's page and list follow. */
export type RecordedCall = Pick<
  CallRecord,
  'direction' | 'disposition' | 'orderNumber' | 'managerExtension' | 'voicemail' | 'untaken'
>;
