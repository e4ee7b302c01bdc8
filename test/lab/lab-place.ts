import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

import type { DaemonSpec } from './daemon';
import { Daemon } from './daemon';
import type { CommandResult, RootFolder } from './root-folder';

/** A lab's directory and its root folder: locates files and starts processes there. */
export class LabPlace {
  readonly logs: string;
  readonly captures: string;
  readonly hosts: string;

  constructor(
    readonly directory: string,
    readonly root: RootFolder,
  ) {
    this.logs = path.join(directory, 'logs');
    this.captures = path.join(directory, 'captures');
    this.hosts = path.join(directory, 'hosts');
  }

  prepare(): void {
    // The lab's users may pass through to their own directories; only root may list it.
    mkdirSync(this.directory, { recursive: true, mode: 0o711 });
    for (const folder of [this.logs, path.join(this.directory, 'run')]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    writeFileSync(this.hosts, `127.0.0.1 localhost ${hostname()}\n::1 localhost\n`, { mode: 0o644 });
  }

  file(...names: string[]): string {
    return path.join(this.directory, ...names);
  }

  pidFile(name: string): string {
    return this.file('run', `${name}.pid`);
  }

  logFile(name: string): string {
    return path.join(this.logs, `${name}.log`);
  }

  /** Names of all processes that were started here and have a pid file left. */
  pidFiles(): string[] {
    return readdirSync(this.file('run')).map((file) => path.basename(file, '.pid'));
  }

  /** The process of that name, running or not. */
  daemon(name: string): Daemon {
    return new Daemon(name, this.pidFile(name));
  }

  /** Creates a directory that belongs to a user of the root folder. */
  directoryFor(user: string, ...names: string[]): string {
    const folder = this.file(...names);
    const { uid, gid } = this.root.user(user);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, uid, gid);
    return folder;
  }

  /** Writes a file that belongs to a user of the root folder. */
  fileFor(user: string, file: string, content: string): void {
    const { uid, gid } = this.root.user(user);
    writeFileSync(file, content, { mode: 0o600 });
    chownSync(file, uid, gid);
  }

  /** Starts a program of the root folder; it sees `directory` as /lab. */
  startInside(
    name: string,
    user: string,
    directory: string,
    command: readonly string[],
    logFile = this.logFile(name),
  ): Daemon {
    return this.start({
      name,
      logFile,
      pidFile: this.pidFile(name),
      command: this.root.inside({ user, directory, hosts: this.hosts }, command),
    });
  }

  start(spec: DaemonSpec): Daemon {
    if (!this.daemon(spec.name).running()) setAside(spec.logFile);
    return Daemon.start(spec);
  }

  runInside(
    user: string,
    directory: string,
    command: readonly string[],
    options?: { within?: number },
  ): Promise<CommandResult> {
    return this.root.run({ user, directory, hosts: this.hosts }, command, options);
  }
}

/** Each run has its own log; the previous one is kept, for an investigation after a crash. */
export function setAside(logFile: string): void {
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.old`);
}
