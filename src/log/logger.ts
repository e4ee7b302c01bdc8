import winston from 'winston';
import type { Log, LogFields } from '#kernel/log';
import { LogFile } from './log-file';

/**
 * The fields that a log line may have. Other fields are dropped and counted in `dropped`: an unreviewed field
 * could contain a number. Phone numbers themselves are `Masked` and print as `[hidden]` anyway.
 */
const allowedFields: ReadonlySet<string> = new Set([
  'account',
  'action',
  'application',
  'call',
  'channel',
  'closed',
  'count',
  'credential',
  'disposition',
  'event',
  'extension',
  'file',
  'hangupCause',
  'host',
  'hungUpBy',
  'manager',
  'method',
  'milliseconds',
  'phase',
  'pid',
  'port',
  'reason',
  'role',
  'route',
  'service',
  'sipCode',
  'slug',
  'startKind',
  'state',
  'status',
  'talkSeconds',
  'trunk',
  'url',
  'version',
  'waiting',
]);

export interface LoggerOptions {
  level: 'error' | 'warn' | 'info' | 'debug';
  /** A file instead of standard error; created with mode 0600. */
  file?: string | undefined;
}

export interface Logger extends Log {
  /** Reopens the file after a rename (SIGHUP, logrotate). Does nothing where the log has no file. */
  reopen(): void;
}

/**
 * One JSON object per line: `time`, `level`, `message`, and the allowed fields.
 *
 * winston decides by its levels and makes the line by its format. Writing is LogFile's alone: between winston's logger and a
 * transport lie three streams, which cost two hundredths of Star7's CPU for a call (docs/cost.md).
 * @throws LogFileError
 */
export function createLogger({ level, file }: LoggerOptions): Logger {
  const logFile = file === undefined ? null : openLogFile(file);
  const to: { write(line: string): unknown } = logFile ?? process.stderr;
  const logger = winston.createLogger({
    level,
    format: winston.format.printf(({ level: lineLevel, message, ...fields }) =>
      JSON.stringify({ time: new Date().toISOString(), level: lineLevel, message, ...fields }),
    ),
  });
  const write =
    (lineLevel: LoggerOptions['level']) =>
    (message: string, fields: LogFields = {}): void => {
      if (!logger.isLevelEnabled(lineLevel)) return;
      const line = logger.format.transform({ level: lineLevel, message, ...allowed(fields) });
      if (typeof line === 'object') to.write(`${String(line[formatted])}\n`);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    reopen: () => logFile?.reopen(),
  };
}

/** The symbol under which winston's formats keep the line (its `triple-beam`). */
const formatted = Symbol.for('message');

/** The configured log file cannot be written. */
export class LogFileError extends Error {
  override readonly name = 'LogFileError';
  readonly slug = 'log-file-unwritable';

  constructor(path: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    super(`STAR7_LOG_FILE cannot be written (${code}): ${path}. Its folder must exist and be writable.`);
  }
}

function openLogFile(path: string): LogFile {
  try {
    return new LogFile(path, (count) => {
      const time = new Date().toISOString();
      return `${JSON.stringify({ time, level: 'error', message: 'lines of the log could not be written', count })}\n`;
    });
  } catch (error) {
    throw new LogFileError(path, error);
  }
}

/** Keeps the allowed fields; reduces an error to its slug or class, without the arguments of its message. */
export function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let dropped = 0;
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (field === 'error') Object.assign(kept, errorFields(value));
    else if (allowedFields.has(field) && isPlain(value)) kept[field] = value;
    else dropped++;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}

/**
 * Star7's own errors have a slug and a message without values. Of other errors only the class and the code
 * are kept: a driver's message may quote the statement, and the statement may contain the number.
 */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { slug, code } = error as { slug?: unknown; code?: unknown };
  return {
    error: error.name,
    ...(typeof slug === 'string' && { slug, explanation: error.message }),
    ...(typeof code === 'string' && { code }),
  };
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
