import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { CallView } from './model/call-view';
import type { CallFilter, CallLog } from './call-log';
import type { LegTimes } from './model/call-record';
import { callJson } from './call-json';

type CallJson = ReturnType<typeof callJson>;

/** Calls of one page: what is in memory at once. */
const pageSize = 500;

/** A column's name, and what stands in it. All that a Call has, each leg's times in columns of their own. */
const columns: readonly (readonly [string, (call: CallJson) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['phase', ({ phase }) => phase],
  ['direction', ({ direction }) => direction],
  ['did', ({ did }) => did],
  ['startKind', ({ startKind }) => startKind],
  ['extension', ({ extension }) => extension],
  ['courierName', ({ courierName }) => courierName],
  ['managers', ({ managers }) => managers.join(' ')],
  ['orderNumber', ({ orderNumber }) => orderNumber],
  ['customerName', ({ customerName }) => customerName],
  ['slot', ({ slot }) => slot],
  ['trunk', ({ trunk }) => trunk],
  ['requestedAt', ({ requestedAt }) => requestedAt],
  ...legColumns('manager'),
  ...legColumns('customer'),
  ['endedAt', ({ endedAt }) => endedAt],
  ['talkSeconds', ({ talkSeconds }) => talkSeconds],
  ['voicemail', ({ voicemail }) => (voicemail ? 'true' : 'false')],
  ['untaken', ({ untaken }) => (untaken ? 'true' : 'false')],
  ...qualityColumns('manager'),
  ...qualityColumns('customer'),
  // The browser's own figures.
  ['pageMos', ({ quality }) => lastOf(quality, 'manager', 'page')?.mos ?? null],
  ['pageFault', ({ quality }) => lastOf(quality, 'manager', 'page')?.fault ?? null],
  ['disposition', ({ disposition }) => disposition],
  ['refusal', ({ refusal }) => refusal],
  ['hangupCause', ({ hangupCause }) => hangupCause],
  ['sipCode', ({ sipCode }) => sipCode],
  ['hungUpBy', ({ hungUpBy }) => hungUpBy],
];

/**
 * Calls as CSV (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know it. What they would take for a
 * formula begins with an apostrophe.
 *
 * Reads on as its reader does: a list of any length takes the memory of one page.
 * @param now how a call stands that the log knows only to have begun
 */
export function callsAsCsv(calls: CallLog, filter: CallFilter, now: (call: CallView) => CallView): Readable {
  const rows = Readable.from(rowsOf(calls, filter, now));
  const text = stringify({
    bom: true,
    header: true,
    columns: columns.map(([name]) => name),
    escape_formulas: true,
    // Some spreadsheets begin a new row at one that stands by itself.
    quoted_match: /\r/,
    record_delimiter: 'windows',
  });
  // `pipe` hands on neither a failure nor that nobody reads any more.
  rows.on('error', (error) => text.destroy(error));
  text.on('close', () => rows.destroy());
  return rows.pipe(text);
}

async function* rowsOf(
  calls: CallLog,
  filter: CallFilter,
  now: (call: CallView) => CallView,
): AsyncGenerator<(string | number | null)[]> {
  let after: string | null = null;
  do {
    const page = await calls.list(filter, { limit: pageSize, ...(after === null ? {} : { after }) });
    for (const call of page.rows) {
      const json = callJson(now(call));
      yield columns.map(([, valueOf]) => valueOf(json));
    }
    after = page.next;
  } while (after !== null);
}

function legColumns(role: 'manager' | 'customer') {
  return (['startedAt', 'ringingAt', 'answeredAt', 'endedAt'] satisfies (keyof LegTimes)[]).map(
    (time) =>
      [
        `${role}${time[0]?.toUpperCase() ?? ''}${time.slice(1)}`,
        (call: CallJson) => call[role][time],
      ] as const,
  );
}

type QualityJson = CallJson['quality'][number];

/** The party's last leg that was measured. */
function lastOf(
  quality: readonly QualityJson[],
  party: QualityJson['party'],
  source: QualityJson['source'],
): QualityJson | undefined {
  return quality.filter((each) => each.party === party && each.source === source).at(-1);
}

/** As the PBX measured; of both directions the worse. */
function qualityColumns(party: 'manager' | 'customer') {
  const figures: readonly (readonly [string, (quality: QualityJson) => number | null])[] = [
    ['Mos', ({ mos }) => mos],
    ['LowestMos', ({ lowestMos }) => lowestMos],
    ['LossPercent', ({ from, to }) => worse(from?.lossPercent, to?.lossPercent)],
    ['JitterMs', ({ from, to }) => worse(from?.jitterMs, to?.jitterMs)],
    ['RoundTripMs', ({ roundTripMs }) => roundTripMs],
  ];
  return figures.map(
    ([name, valueOf]) =>
      [
        `${party}${name}`,
        ({ quality }: CallJson) => {
          const measured = lastOf(quality, party, 'pbx');
          return measured === undefined ? null : valueOf(measured);
        },
      ] as const,
  );
}

function worse(one: number | undefined, other: number | undefined): number | null {
  return one === undefined && other === undefined ? null : Math.max(one ?? 0, other ?? 0);
}
