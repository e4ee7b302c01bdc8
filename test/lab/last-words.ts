import { readFileSync } from 'node:fs';

/** The last non-empty line of a log: the likeliest reason why a program ended. */
export function lastWords(logFile: string, otherwise?: unknown): string {
  let lines: string[] = [];
  try {
    lines = readFileSync(logFile, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch {
    // No log: the program did not get that far.
  }
  const last = lines.at(-1);
  if (last !== undefined) return last.slice(0, 200);
  return otherwise instanceof Error ? otherwise.message : 'it left no word';
}
