import { execFile } from 'node:child_process';

/** Asterisk's own command line. The doctor runs only `… show …` commands (collect-console.ts). */
export interface Console {
  /** @returns its output @throws where it is unavailable */
  run(command: string): Promise<string>;
}

/** Asterisk's command line is unavailable. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly slug = 'console-unavailable';
}

const answerMs = 10_000;

/** `asterisk -rx …` on this machine; only root and Asterisk's own user may run it. */
export class LocalConsole implements Console {
  readonly #program: string;
  readonly #arguments: readonly string[];

  /**
   * @param command how to run Asterisk's program, arguments separated by blanks: `asterisk`,
   * `docker exec pbx asterisk`
   */
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
