import type { Writable } from 'node:stream';

/** What every command is given. */
export interface CliContext {
  /** The environment, with the lab's where nothing else is configured. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Writable;
  /** `--json` was given. */
  readonly json: boolean;
  /** Prints a result: as JSON, or as `text` makes it readable. */
  print<Result>(result: Result, text: (result: Result) => string): void;
}
