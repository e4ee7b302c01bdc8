import { execFile } from 'node:child_process';

/** Asterisk's own command line. The doctor gives it `… show …` commands and no others (collect-console.ts). */
export interface Console {
  /** @returns what it printed @throws where it cannot be asked */
  run(command: string): Promise<string>;
}

/** Asterisk's command line could not be asked. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly slug = 'console-unavailable';
}

const answerMs = 10_000;

/** `asterisk -rx …` on this machine; only root and Asterisk's own user may. */
export class LocalConsole implements Console {
  readonly #program: string;
  readonly #arguments: readonly string[];

  /** @param command what runs Asterisk's program, arguments apart by blanks: `asterisk`, `docker exec pbx asterisk` */
  constructor(command: string) {
    const [program = 'asterisk', ...rest] = command.trim().split(/\s+/);
    this.#program = program;
    this.#arguments = rest;
  }

  run(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        this.#program,
        [...this.#arguments, '-rx', command],
        { timeout: answerMs, maxBuffer: 16 * 1024 * 1024 },
        (error, stdout) => {
          if (error === null) resolve(stdout);
          else
            reject(
              new ConsoleError(
                `Asterisk’s command line is not responding (${String(error.code ?? error.signal)}).`,
              ),
            );
        },
      );
    });
  }
}
