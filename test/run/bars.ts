/** A figure that Star7 promises, and what a test has measured. */
export interface Bar {
  /** What is measured, with its limit. */
  promised: string;
  found: string;
  isHeld: boolean;
}

/** @param limit, found seconds */
export function timeBar(what: string, limit: number, found: number): Bar {
  const promised = `${what}: at most ${String(limit)} s`;
  return { promised, found: `${found.toFixed(2)} s`, isHeld: found <= limit };
}

/** Prints the bars of a test where whoever runs it sees them: beside jest, which prints a test's own words with a trace. */
export function printBars(title: string, bars: readonly Bar[]): void {
  const lines = bars.map(
    ({ promised, found, isHeld }) => `  ${isHeld ? 'held  ' : 'MISSED'}  ${promised}; measured: ${found}`,
  );
  process.stdout.write(`${[title, ...lines].join('\n')}\n`);
}
