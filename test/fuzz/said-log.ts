import type { Log, LogFields } from '#kernel/log';
import { allowed } from '#log/logger';

/**
 * All that a target says, as text. Log lines are read as everythingSaid reads them: past the log's allow-list, errors
 * by class, slug and code.
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

  /** Something that is said elsewhere than in the log. */
  also(text: string): void {
    this.#said.push(text);
  }

  /** Lines of this level so far. */
  count(level: string): number {
    return this.#levels[level] ?? 0;
  }

  /** Whether this was said since the last {@link take}. */
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
    const told = error === undefined ? fields : { ...fields, ...allowed({ error }) };
    this.#said.push(`${level} ${message} ${textOf(told)}`);
  }
}

/** JSON, in a list of one, also of what has none: an input may have put anything into a field. */
export function textOf(value: unknown): string {
  try {
    return JSON.stringify([value]);
  } catch {
    return 'not JSON';
  }
}
