import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const projectFolder = path.join(__dirname, '../../..');

export function projectFile(...names: string[]): string {
  return readFileSync(path.join(projectFolder, ...names), 'utf8');
}

/** The lines of a Dockerfile, its continuations joined, without comments. */
export function dockerfileLines(name: string): string[] {
  return projectFile('docker', name, 'Dockerfile')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '');
}

/** Placeholders of the samples, in the same syntax as in test/lab/template.ts. */
export const placeholder = /@([A-Z][A-Z0-9_]*)@/g;

export interface ScriptResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * A copy of docker/ and dialplan/ in a separate folder, with stand-ins for commands that the machine may
 * lack.
 */
export class Checkout {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'star7 docker-'));
  readonly #bin = path.join(this.folder, 'bin');

  constructor() {
    // Without local files in a developer's docker/.
    const mine = /\/docker\/(secrets|site|import|star7\.env|\.env)$/;
    for (const name of ['docker', 'dialplan']) {
      cpSync(path.join(projectFolder, name), path.join(this.folder, name), {
        recursive: true,
        filter: (source) => !mine.test(source),
      });
    }
    mkdirSync(this.#bin);
  }

  /** Overrides a command of the machine. */
  standIn(name: string, script: string): void {
    const file = path.join(this.#bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  file(...names: string[]): string {
    return path.join(this.folder, ...names);
  }

  read(...names: string[]): string {
    return readFileSync(this.file(...names), 'utf8');
  }

  run(
    command: readonly string[],
    environment: Readonly<Record<string, string | undefined>> = {},
  ): ScriptResult {
    const [program = '', ...rest] = command;
    const { status, stdout, stderr } = spawnSync(program, rest, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { PATH: `${this.#bin}:${process.env['PATH'] ?? ''}`, ...environment },
      timeout: 20_000,
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
