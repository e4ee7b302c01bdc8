import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { LabError } from './lab-error';
import { projectFolder } from './project-folder';

/** A user of the root folder, by number: names have another meaning outside. */
export interface RootUser {
  uid: number;
  gid: number;
}

export interface CommandResult {
  stdout: string;
  stderr: string;
  /** Null for an end by a signal. */
  code: number | null;
}

/**
 * The Debian folder with Asterisk, MariaDB and the softphones that scripts/lib/setup.sh builds. Labs may
 * share it: each process sees its own directory of its lab as /lab and writes nowhere else.
 */
export class RootFolder {
  readonly #users: ReadonlyMap<string, RootUser>;

  constructor(readonly folder: string) {
    const passwd = path.join(folder, 'etc/passwd');
    if (!existsSync(passwd)) {
      throw new LabError('root folder', `${folder} is not there`, 'Run scripts/lab up, which builds it');
    }
    this.#users = new Map(
      readFileSync(passwd, 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
    );
  }

  user(name: string): RootUser {
    const user = this.#users.get(name);
    if (user === undefined) {
      throw new LabError(
        'root folder',
        `it has no user ${name}`,
        `Remove ${this.folder} and run scripts/lab up`,
      );
    }
    return user;
  }

  /** The command line that runs a command inside, as one process without a remaining wrapper. */
  inside(place: { user: string; directory: string; hosts: string }, command: readonly string[]): string[] {
    const { uid, gid } = this.user(place.user);
    return [
      'unshare',
      '--mount',
      '--propagation',
      'private',
      'sh',
      path.join(projectFolder, 'scripts/lib/inside.sh'),
      this.folder,
      place.directory,
      place.hosts,
      String(uid),
      String(gid),
      ...command,
    ];
  }

  /** Runs a command inside to its end. */
  run(
    place: { user: string; directory: string; hosts: string },
    command: readonly string[],
    { within = 10_000 }: { within?: number } = {},
  ): Promise<CommandResult> {
    const [program = '', ...rest] = this.inside(place, command);
    return runCommand(program, rest, { within });
  }
}

/** Runs a program to its end; a failure is a result, not an error. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  { within, env, cwd }: { within: number; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...parameters],
      {
        timeout: within,
        maxBuffer: 64 * 1024 * 1024,
        ...(env && { env }),
        ...(cwd !== undefined && { cwd }),
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ stdout, stderr, code });
      },
    );
  });
}
