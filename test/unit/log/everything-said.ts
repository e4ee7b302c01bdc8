import { inspect } from 'node:util';
import { allowed } from '#log/logger';
import type { MemoryLog } from './memory-log';

/**
 * All lines of a log with all fields. Errors appear as in the log (class, slug, code); all other fields
 * appear unchanged, without the allow-list: data that is not here was never passed to the log.
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
