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
  };
}
