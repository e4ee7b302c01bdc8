import { createAmiMonitor } from './create-ami-monitor';
import type { ExtensionState } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import { loadConfig } from '#config/load-config';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';

/** How long the PBX may take to say who is registered; then the list is printed without it. */
const patienceMs = 2_000;

const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** What the PBX knows of phones now, in a word each, by extension. Empty where AMI is not configured or does not answer. */
export async function phoneStates(
  context: CliContext,
  extensions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const monitor = createAmiMonitor(loadConfig(context.environment, ['ami']), systemClock, quiet);
  if (monitor === null) return new Map();
  monitor.start();
  try {
    const deadline = Date.now() + patienceMs;
    while (!monitor.up && Date.now() < deadline) {
      await new Promise<void>((resolve) => systemClock.after(20, resolve));
    }
    return new Map(extensions.map((extension) => [extension, wordFor(monitor.stateOf(extension))]));
  } finally {
    await monitor.stop();
  }
}

function wordFor({ registered, inUse }: ExtensionState): string {
  if (registered === 'unknown') return 'unknown';
  if (!registered) return 'not registered';
  return inUse === true ? 'in use' : 'registered';
}

function ignore(): void {
  // The list is the answer; what went wrong on the way shows as `unknown`.
}
