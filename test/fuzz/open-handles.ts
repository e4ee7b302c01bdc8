/** The handles that keep a process alive, by kind: sockets, servers, timers, files. */
export type OpenHandles = Readonly<Record<string, number>>;

const watched = /^(?:TCP|Pipe|Timeout|FS|Tls|UDP)/;

export function openHandles(): OpenHandles {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (watched.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/**
 * Sockets need a turn or two to close. @returns the kinds that exceed the baseline after a second; null for
 * none
 */
export async function leftHandles(baseline: OpenHandles): Promise<string | null> {
  for (const deadline = performance.now() + 1_000; ;) {
    const left = Object.entries(openHandles()).filter(([kind, count]) => count > (baseline[kind] ?? 0));
    if (left.length === 0) return null;
    if (performance.now() > deadline) return left.map(([kind]) => kind).join(', ');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
