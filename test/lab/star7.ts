import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Asterisk } from './asterisk';
import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import { lastWords } from './last-words';
import { projectFolder } from './project-folder';
import type { CommandResult } from './root-folder';
import { runCommand } from './root-folder';
import type { SampleManager } from './sample-managers';
import { unitStart } from './unit-start';

export interface Star7Settings {
  /** The name of its process and output log; `star7` for a single one. */
  name: string;
  httpPort: number;
  /** STAR7_* variables of the server. */
  env: Readonly<Record<string, string>>;
  /** More variables, known once the PBX runs; read at each start. */
  serverEnv: () => Readonly<Record<string, string>>;
  /** Additional STAR7_* variables for its clients; read at each command, since the token is created late. */
  clientEnv: () => Readonly<Record<string, string>>;
}

const program = path.join(projectFolder, 'dist/src/cli/main.js');

/** Star7 itself, as users run it: the compiled command, configured by environment variables. */
export class Star7 {
  readonly #place: LabPlace;
  readonly #settings: Star7Settings;
  readonly #asterisk: Asterisk;
  readonly #daemon: Daemon;
  #changes: Readonly<Record<string, string>> = {};

  constructor(place: LabPlace, asterisk: Asterisk, settings: Star7Settings) {
    this.#place = place;
    this.#asterisk = asterisk;
    this.#settings = settings;
    this.#daemon = place.daemon(settings.name);
  }

  get daemon(): Daemon {
    return this.#daemon;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${String(this.#settings.httpPort)}`;
  }

  get env(): Readonly<Record<string, string>> {
    return this.#settings.env;
  }

  static built(): boolean {
    return existsSync(program);
  }

  /** Keys, schema, managers, and a token for programs. Each step keeps existing data. @returns the token */
  async prepare(managers: readonly SampleManager[]): Promise<string> {
    const keyFile = this.env['STAR7_KEY_FILE'] ?? '';
    mkdirSync(path.dirname(keyFile), { recursive: true, mode: 0o700 });
    if (!existsSync(keyFile)) await this.mustRun(['keys', 'init']);
    await this.mustRun(['migrate']);
    await this.enlist(managers);
    const answer = await this.mustRun(['token', 'create', '--role', 'service', '--label', 'lab', '--json']);
    return (JSON.parse(answer.stdout) as { token: string }).token;
  }

  /** Adds the missing managers. */
  async enlist(managers: readonly SampleManager[]): Promise<void> {
    const listed = await this.mustRun(['manager', 'list', '--json']);
    const there = new Set(
      (JSON.parse(listed.stdout) as { extension: string }[]).map(({ extension }) => extension),
    );
    const missing = managers.filter(({ extension }) => !there.has(extension));
    // A few at once: each is a process of its own.
    for (let at = 0; at < missing.length; at += 5)
      await Promise.all(
        missing
          .slice(at, at + 5)
          .map(({ extension, name, language }) =>
            this.mustRun(['manager', 'add', extension, name, '--language', language]),
          ),
      );
  }

  /** Imports a shop's CSV. @returns the output of the command */
  async import(csv: string): Promise<string> {
    const file = this.#place.file('import.csv');
    writeFileSync(file, csv, { mode: 0o600 });
    return (await this.mustRun(['import', file])).stdout;
  }

  /** A start takes a second or two; the deadline is for a machine that does much else. */
  async start(): Promise<void> {
    this.launch();
    try {
      await eventually(() => this.ready(), { within: 60_000, every: 30, what: 'Star7' });
    } catch (error) {
      const log = this.#outputLog;
      throw new LabError('start of Star7', lastWords(log, error), `See ${log}`, error);
    }
  }

  /** Starts its process without waiting until it takes calls. */
  launch(): void {
    const { name } = this.#settings;
    if (this.#daemon.running()) return;
    const { flags, env } = unitStart();
    this.#place.start({
      name,
      command: [process.execPath, ...flags, program, 'serve'],
      logFile: this.#outputLog,
      pidFile: this.#place.pidFile(name),
      env: { ...env, ...this.#settings.serverEnv(), ...this.#environment() },
      cwd: projectFolder,
    });
  }

  /**
   * Whether it takes calls, according to itself and to Asterisk's list of applications.
   * @throws Error saying what is missing
   */
  async ready(): Promise<true> {
    if (!this.#daemon.running()) throw new Error('it has ended');
    const [application, health] = await Promise.all([
      this.#asterisk.ari('GET', `applications/${this.env['STAR7_ARI_APPLICATION'] ?? 'star7'}`),
      fetch(`${this.httpUrl}/readyz`, { signal: AbortSignal.timeout(2_000) }),
    ]);
    if (health.status !== 200) throw new Error(`/readyz: ${await health.text()}`);
    if (application.status !== 200)
      throw new Error(`Asterisk says ${application.status} of Star7's application`);
    return true;
  }

  /** Stops it as an administrator would. */
  async stop(): Promise<void> {
    await this.#daemon.stop({ within: 15_000 });
  }

  /** Kills it as a power cut would. */
  async kill(): Promise<void> {
    await this.#daemon.stop({ within: 2_000, signal: 'SIGKILL' });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Restarts it with only these settings changed; no changes restore the settings of the lab. */
  async restartWith(changes: Readonly<Record<string, string>>): Promise<void> {
    this.#changes = changes;
    await this.restart();
  }

  /** Everything that it has written to its log and its output. */
  logs(): string {
    return [this.env['STAR7_LOG_FILE'] ?? '', this.#outputLog]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
  }

  /** Runs one `star7 …` command against this lab. */
  run(
    parameters: readonly string[],
    { within = 60_000, env = {} }: { within?: number; env?: Readonly<Record<string, string>> } = {},
  ): Promise<CommandResult> {
    return runCommand(process.execPath, [program, ...parameters], {
      within,
      env: { ...this.#environment(), ...this.#settings.clientEnv(), ...env },
      cwd: projectFolder,
    });
  }

  async mustRun(parameters: readonly string[], options?: { within?: number }): Promise<CommandResult> {
    const result = await this.run(parameters, options);
    if (result.code !== 0) {
      const said = (result.stderr.trim() || result.stdout.trim()).split('\n').at(-1) ?? '';
      throw new LabError(
        `star7 ${parameters.slice(0, 2).join(' ')}`,
        said || `it ended with ${String(result.code)}`,
        `See ${this.#place.logs}`,
      );
    }
    return result;
  }

  get #outputLog(): string {
    return this.#place.logFile(`${this.#settings.name}-output`);
  }

  /** The part of this process's environment that a program needs, without any outer STAR7_*. */
  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('STAR7_')),
    );
    return { ...inherited, ...this.#settings.env, ...this.#changes };
  }
}
