import { SingleBar } from 'cli-progress';
import type { CliContext } from './cli-context';

export interface Progress {
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

const silent: Progress = {
  update() {
    // No terminal: nothing to show.
  },
  stop() {
    // No bar was started.
  },
};

/** A bar on standard error, where a person watches; nothing for scripts. */
export function progressBar(context: CliContext, unit: string): Progress {
  if (context.json || !process.stderr.isTTY) return silent;
  const bar = new SingleBar({
    format: `{bar} {percentage}% | {note}{value}/{total} ${unit} | {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let begun = false;
  return {
    update(done, total, note = '') {
      if (!begun) bar.start(total, done, { note });
      begun = true;
      bar.setTotal(total);
      bar.update(done, { note });
    },
    stop() {
      if (begun) bar.stop();
    },
  };
}
