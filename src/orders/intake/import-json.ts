import { Type } from '@sinclair/typebox';
import type { ImportEntry } from './order-imports';
import { importStates } from './order-imports';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';

export const importSchema = Type.Object(
  {
    id: Type.Integer(),
    state: oneOf(importStates, 'interrupted: what was written by then stays written; send the file again'),
    startedAt: isoTimeSchema,
    endedAt: orNull(isoTimeSchema),
    bytes: Type.Integer({ description: 'of the file, read so far' }),
    rowsRead: Type.Integer(),
    added: Type.Integer({ description: 'orders' }),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Type.Integer({ description: 'rejected rows' }),
    fault: orNull(
      Type.String({ description: 'why it failed or was interrupted', examples: ['header-incomplete'] }),
    ),
    by: Type.String({ description: 'login of the sender' }),
    dryRun: Type.Boolean({ description: 'the file was tried, and nothing was written' }),
    findings: orNull(
      Type.Object(
        {
          profile: Type.String({ description: 'how the columns were read', examples: ['shopify'] }),
          prefix: Type.Optional(Type.String({ description: 'what was put before order numbers' })),
          columns: Type.Array(
            Type.Object({
              header: Type.String({ description: 'without numbers and addresses' }),
              field: orNull(Type.String({ description: 'what it was read as; null if it was not needed' })),
            }),
          ),
          words: Type.Array(
            Type.Object({
              code: Type.String({ examples: ['status-unknown'] }),
              word: Type.String({ description: 'of the shop, without numbers and addresses' }),
              rows: Type.Integer(),
            }),
            { description: 'words that were not understood, once each' },
          ),
          noticed: Type.Record(Type.String(), Type.Integer(), {
            description: 'how many cells of orders that went in were not understood, by code',
          }),
          rejected: Type.Optional(
            Type.Record(Type.String(), Type.Integer(), {
              description: 'how many rows were left out, by fault',
            }),
          ),
          repeated: Type.Integer({ description: 'rows that go on with an order of another row' }),
          skipped: Type.Integer({ description: 'rows that are no order, such as totals' }),
          pooled: Type.Integer({ description: 'new open orders that nobody has yet' }),
        },
        { description: 'how the file was read' },
      ),
    ),
  },
  { $id: 'Import', description: 'A file with orders from the browser: its progress and its result.' },
);

export function importJson(entry: ImportEntry) {
  return {
    id: entry.id,
    state: entry.state,
    startedAt: isoTime(entry.startedAt),
    endedAt: isoTimeOrNull(entry.endedAt),
    bytes: entry.bytes,
    rowsRead: entry.rowsRead,
    added: entry.added,
    changed: entry.changed,
    unchanged: entry.unchanged,
    rejected: entry.rejected,
    fault: entry.fault,
    by: entry.by,
    dryRun: entry.dryRun,
    findings: entry.findings,
  };
}
