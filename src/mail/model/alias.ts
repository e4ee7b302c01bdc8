/** RFC 4648, section 6, in lower case: an address survives programs that change its case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** 80 bits. */
const tokenLength = 16;
export const tokenBytes = 10;

const token = new RegExp(`^[${alphabet}]{${String(tokenLength)}}$`);

/** @param random {@link tokenBytes} random bytes */
export function tokenFrom(random: Uint8Array): string {
  let bits = 0;
  let pending = 0;
  let text = '';
  for (const byte of random) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(pending >> bits) & 31] ?? '';
    }
    pending &= (1 << bits) - 1;
  }
  return text;
}

/**
 * What an address of the mail domain is for. `reply`: a customer writes to an order. `bounce`: servers say what became of a mail that
 * went out. `test`: `star7 mail test` waits for a mail. `decoy`: the mailbox of an invented customer forwards what comes to it.
 * `program`: a manager writes to an order's customer from a mail program, by submission alone. `copy`: servers say what became of a copy
 * for a manager's mailbox.
 */
export type AliasUse = 'reply' | 'bounce' | 'test' | 'decoy' | 'program' | 'copy';

export interface Alias {
  use: AliasUse;
  token: string;
}

const letters = {
  ...{ reply: 'r', bounce: 'b', test: 't', decoy: 'd', program: 'm', copy: 'c' },
} as const satisfies Record<AliasUse, string>;

/** `r.<token>@<domain>`. */
export function aliasAddress({ use, token: text }: Alias, domain: string): string {
  return `${letters[use]}.${text}@${domain}`;
}

/** @returns null for every other address, whatever is wrong with it */
export function readAlias(address: string, domain: string): Alias | null {
  const at = address.lastIndexOf('@');
  if (at === -1 || address.slice(at + 1).toLowerCase() !== domain) return null;
  const local = address.slice(0, at).toLowerCase();
  const use = (Object.keys(letters) as AliasUse[]).find((each) => local.startsWith(`${letters[each]}.`));
  const text = local.slice(2);
  return use !== undefined && token.test(text) ? { use, token: text } : null;
}

const anywhere = new RegExp(
  `\\b[${Object.values(letters).join('')}]\\.[${alphabet}]{${String(tokenLength)}}@[a-z0-9.-]{1,253}`,
  'gi',
);

/** Those of Star7's addresses that a text names. */
export function aliasesIn(text: string, domain: string): Alias[] {
  return [...text.matchAll(anywhere)].flatMap(([address]) => readAlias(address, domain) ?? []);
}
