import type { Log, LogFields } from '#kernel/log';
import { allowed } from '#log/logger';

/**
 * Collects all output of a target as text. Log lines are read as in everythingSaid: without the log's
 * allow-list, errors by class, slug and code.
 */
export class SaidLog implements Log {
  #said: string[] = [];
  #levels: Record<string, number> = {};

  debug(message: string, fields: LogFields = {}): void {
    this.#line('debug', message, fields);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#line('info', message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#line('warn', message, fields);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#line('error', message, fields);
  }

  /** Adds output that does not go to the log. */
  also(text: string): void {
    this.#said.push(text);
  }

  /** The number of lines of this level so far. */
  count(level: string): number {
    return this.#levels[level] ?? 0;
  }

  /** Whether the output since the last {@link take} contains this text. */
  has(text: string): boolean {
    return this.#said.some((line) => line.includes(text));
  }

  take(): string {
    const said = this.#said.join('\n');
    this.#said = [];
    return said;
  }

  #line(level: string, message: string, { error, ...fields }: LogFields): void {
    this.#levels[level] = this.count(level) + 1;
    const all = error === undefined ? fields : { ...fields, ...allowed({ error }) };
    this.#said.push(`${level} ${message} ${textOf(all)}`);
  }
}

/**
 * JSON of a list with this value, which also works for values without JSON: an input may have put anything
 * into a field.
 */
export function textOf(value: unknown): string {
  try {
    return JSON.stringify([value]);
  } catch {
    return 'not JSON';
  }
}
