import { createAmiMonitor } from './create-ami-monitor';
import type { ExtensionState } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import { loadConfig } from '#config/load-config';
import { systemClock } from '#kernel/system-clock';

/** How long to wait for the PBX to report registrations before the list is printed without them. */
const patienceMs = 2_000;

const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * The current state of each phone on the PBX, one word each, by extension. Empty where AMI is not configured
 * or does not answer.
 */
export async function phoneStates(
  environment: Readonly<Record<string, string | undefined>>,
  extensions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const monitor = createAmiMonitor(loadConfig(environment, ['ami']), systemClock, quiet);
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
  // An error shows in the list as `unknown`.
}
