import type { PartMark } from './user-data';
import { decodedText } from './user-data';

/** A message or a part of one, as it came. */
export interface CameIn {
  mark: PartMark | null;
  /** `data_coding` of SMPP. */
  coding: number;
  bytes: Uint8Array;
}

/** Stands for parts that did not come. */
const gap = '[…]';

/**
 * The text of a message.
 * @param parts of one message, in any order, some maybe twice
 * @returns null if nothing of it is text
 */
export function joined(parts: readonly CameIn[]): string | null {
  const total = parts[0]?.mark?.total ?? 1;
  const runs: { coding: number; bytes: number[] }[] = [];
  for (let nth = 1; nth <= total; nth += 1) {
    const part = parts.find(({ mark }) => (mark?.nth ?? 1) === nth);
    const last = runs.at(-1);
    if (part === undefined) {
      if (last?.coding !== -1) runs.push({ coding: -1, bytes: [] });
      continue;
    }
    // Telephones cut between bytes of a character: what is written alike is read together.
    if (last?.coding === part.coding) last.bytes.push(...part.bytes);
    else runs.push({ coding: part.coding, bytes: [...part.bytes] });
  }
  const texts = runs.map(({ coding, bytes }) =>
    coding === -1 ? null : decodedText(Uint8Array.from(bytes), coding),
  );
  return texts.every((text) => text === null) ? null : texts.map((text) => text ?? gap).join('');
}
