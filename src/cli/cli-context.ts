import type { Writable } from 'node:stream';

/** The context of every command. */
export interface CliContext {
  /** The environment, plus the lab's settings where nothing else is configured. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Writable;
  /** `--json` was given. */
  readonly json: boolean;
  /** Prints a result: as JSON, or as text for people. */
  print<Result>(result: Result, text: (result: Result) => string): void;
}
