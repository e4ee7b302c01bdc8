import { inspect } from 'node:util';
import { allowed } from '#log/logger';
import type { MemoryLog } from './memory-log';

/**
 * Every line of a log in full depth. Errors are read as the log reads them (class, slug, code); all other fields
 * as they came, past its allow-list: what is not here was never said at all.
 */
export function everythingSaid(log: MemoryLog): string {
  const lines = log.lines.map(({ level, message, fields: { error, ...fields } }) => ({
    level,
    message,
    fields,
    ...(error === undefined ? {} : allowed({ error })),
  }));
  return inspect(lines, { depth: null, maxStringLength: null, maxArrayLength: null });
}
