import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';

import { eventually } from './eventually';
import { LabError } from './lab-error';

export interface DaemonSpec {
  name: string;
  command: readonly string[];
  /** Receives standard output and standard error. */
  logFile: string;
  pidFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

interface PidFile {
  pid: number;
  /**
   * Field 22 of /proc/<pid>/stat: clock ticks from boot to start. It reveals when the kernel has reused the
   * pid for another process.
   */
  startTime: string;
}

/**
 * A process that outlives its starter, identified by its pid file. It signals only a process that provably
 * was started here.
 */
export class Daemon {
  /** Exit codes of the children of this process, by pid; null for an end by a signal. */
  static readonly #exits = new Map<number, number | null>();

  constructor(
    readonly name: string,
    readonly pidFile: string,
  ) {}

  /** Starts the process. The pid is that of the program itself: every wrapper ends in exec. */
  static start(spec: DaemonSpec): Daemon {
    const daemon = new Daemon(spec.name, spec.pidFile);
    if (daemon.running()) return daemon;
    mkdirSync(path.dirname(spec.logFile), { recursive: true, mode: 0o700 });
    mkdirSync(path.dirname(spec.pidFile), { recursive: true, mode: 0o700 });
    const log = openSync(spec.logFile, 'a', 0o600);
    const [program = '', ...parameters] = spec.command;
    const child = spawn(program, parameters, {
      detached: true,
      stdio: ['ignore', log, log],
      ...(spec.env && { env: spec.env }),
      ...(spec.cwd !== undefined && { cwd: spec.cwd }),
    });
    closeSync(log);
    child.on('error', () => {
      // The missing pid is reported below.
    });
    child.unref();
    const pid = child.pid;
    if (pid !== undefined) child.on('exit', (code) => Daemon.#exits.set(pid, code));
    if (pid === undefined) {
      throw new LabError(spec.name, `${program} cannot be started`, 'See whether it is installed');
    }
    prefer(pid);
    const startTime = startTimeOf(pid) ?? '';
    writeFileSync(spec.pidFile, JSON.stringify({ pid, startTime } satisfies PidFile), { mode: 0o600 });
    return daemon;
  }

  /** Its pid while it runs, else null. */
  get pid(): number | null {
    const noted = this.#noted();
    if (noted === null) return null;
    return startTimeOf(noted.pid) === noted.startTime ? noted.pid : null;
  }

  /** Its exit code; undefined while it runs, and where another process started it. */
  get exitCode(): number | null | undefined {
    return Daemon.#exits.get(this.#noted()?.pid ?? 0);
  }

  running(): boolean {
    return this.pid !== null;
  }

  signal(signal: NodeJS.Signals): void {
    const pid = this.pid;
    if (pid === null) return;
    try {
      process.kill(pid, signal);
    } catch {
      // The process has ended meanwhile.
    }
  }

  /**
   * Asks the process to end, waits, and kills it after the deadline. Does nothing where it is not running.
   */
  async stop({
    within = 5_000,
    signal = 'SIGTERM',
  }: { within?: number; signal?: NodeJS.Signals } = {}): Promise<void> {
    this.signal(signal);
    try {
      await eventually(() => !this.running(), { within, promised: true, what: `end of ${this.name}` });
    } catch {
      this.signal('SIGKILL');
      await eventually(() => !this.running(), { within: 5_000, what: `forced end of ${this.name}` });
    }
    rmSync(this.pidFile, { force: true });
  }

  #noted(): PidFile | null {
    if (!existsSync(this.pidFile)) return null;
    try {
      return JSON.parse(readFileSync(this.pidFile, 'utf8')) as PidFile;
    } catch {
      return null;
    }
  }
}

/** When a process started; null for a missing process or a zombie. */
function startTimeOf(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The second field is the name in brackets and may contain anything; later fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

/**
 * Before the tests and the browsers that run beside it: the parts of a lab have to answer within seconds, as on a machine of
 * their own, and need little of the processor. Each is a session of its own, between which the kernel shares the processor
 * by the nice value of their autogroups (sched(7)); where it has none, by that of the processes. Neither is given to users
 * other than root, for whom a busy machine stays slow.
 */
function prefer(pid: number): void {
  const nice = -10;
  try {
    setPriority(pid, nice);
    writeFileSync(`/proc/${String(pid)}/autogroup`, String(nice));
  } catch {
    // As above.
  }
}
