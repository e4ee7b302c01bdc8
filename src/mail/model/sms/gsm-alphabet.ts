/** The default alphabet of GSM: the character of each septet from 0 (3GPP TS 23.038, section 6.2.1). Septet 27 is the escape. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const escape = 27;
/** Characters that take two septets: the escape, and this one (section 6.2.1.1). */
const extended: readonly (readonly [character: string, septet: number])[] = [
  ...([
    ['\f', 10],
    ['^', 20],
    ['{', 40],
    ['}', 41],
    ['\\', 47],
    ['[', 60],
    ['~', 61],
    [']', 62],
    ['|', 64],
  ] as const),
  ['€', 101],
];

const septetsOf = new Map<string, readonly number[]>([
  ...Array.from(basic, (character, septet) => [character, [septet]] as const),
  ...extended.map(([character, septet]) => [character, [escape, septet]] as const),
]);
septetsOf.delete('\u001b');
const extendedOf = new Map(extended.map(([character, septet]) => [septet, character]));

/** @returns one or two septets; null for a character that the alphabet lacks */
export function gsmSeptets(character: string): readonly number[] | null {
  return septetsOf.get(character) ?? null;
}

/** @param septets one in each byte, as SMPP carries them; what the alphabet lacks becomes `?` */
export function gsmText(septets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < septets.length; at += 1) {
    const septet = septets[at] ?? 0;
    if (septet !== escape) {
      text += basic[septet] ?? '?';
      continue;
    }
    at += 1;
    // A receiver that does not know an extended character shows the basic one (section 6.2.1.1).
    const next = septets[at];
    if (next !== undefined) text += extendedOf.get(next) ?? basic[next] ?? '?';
  }
  return text;
}
