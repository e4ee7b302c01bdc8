/** Characters of a source. */
export const longestSource = 200;

/** That a customer has agreed to automatic calls: stated by the shop or a supervisor, never guessed. */
export interface CallConsent {
  /** `2026-03-01` */
  agreedOn: string;
  /** By what: "tick box of the order form". Without numbers and addresses. */
  source: string;
}

/** @returns the day of `2026-03-01`, `2026-03-01T…` or `01.03.2026`; null for what is none of these, or no day */
export function readConsentDay(text: string): string | null {
  const iso = /^\s*(\d{4})-(\d\d)-(\d\d)(?:$|[\sT])/.exec(text);
  const dotted = /^\s*(\d\d?)\.(\d\d?)\.(\d{4})(?:$|[\s,])/.exec(text);
  const [year, month, day] =
    iso !== null ? iso.slice(1) : dotted !== null ? [dotted[3], dotted[2], dotted[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}
