/** What the names of endpoints begin with that an administrator writes into pjsip.conf for phones in pages. */
export const staticPrefix = 'static-';

/** What a phone in a page registers with. */
export interface PhoneCredentials {
  /** The name of its endpoint, and the user of its address. */
  endpoint: string;
  password: string;
}

/**
 * Reads `name:password`, one a line or with spaces between.
 * @returns null where one is neither, or two have the same name
 */
export function staticPhonesIn(text: string): PhoneCredentials[] | null {
  const read = text
    .trim()
    .split(/\s+/)
    .map((each) => /^(static-[0-9A-Za-z-]{1,60}):([!-~]{1,80})$/.exec(each));
  const phones = read.flatMap((each) =>
    each === null ? [] : [{ endpoint: each[1] ?? '', password: each[2] ?? '' }],
  );
  const names = new Set(phones.map(({ endpoint }) => endpoint));
  return phones.length === read.length && names.size === phones.length ? phones : null;
}

/** A file of them, as {@link staticPhonesIn} reads it. */
export function staticPhonesText(phones: readonly PhoneCredentials[]): string {
  return phones.map(({ endpoint, password }) => `${endpoint}:${password}\n`).join('');
}
