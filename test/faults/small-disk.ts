import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultsDirectory } from './fault-lab';

/** A separate disk for journal and log, small enough to fill: a folder in memory. */
class SmallDisk {
  constructor(private readonly folder: string) {}

  file(name: string): string {
    return path.join(this.folder, name);
  }

  mount(): void {
    this.unmount();
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m,mode=0700', 'tmpfs', this.folder]);
  }

  /** Copies its files into a folder. */
  keep(folder: string): void {
    this.empty();
    cpSync(this.folder, folder, { recursive: true });
  }

  /** Also removes the leftovers of an aborted run. */
  unmount(): void {
    if (existsSync(this.folder) && readFileSync('/proc/mounts', 'utf8').includes(` ${this.folder} `)) {
      execFileSync('umount', ['-l', this.folder]);
    }
  }

  /** Uses up all free space. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    execFileSync('fallocate', ['-l', String(Math.max(1, bavail - 256) * bsize), this.#filler]);
    try {
      for (;;) writeFileSync(this.#filler, Buffer.alloc(512), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return this.file('filler');
  }
}

export const smallDisk = new SmallDisk(`${faultsDirectory}-small-disk`);
