/** Why a mail is not read. Stable. */
export const mimeFaults = ['too-large', 'too-many-parts', 'too-deep', 'too-long', 'malformed'] as const;
export type MimeFault = (typeof mimeFaults)[number];

/** A mail that is refused as a whole. */
export class MimeError extends Error {
  override readonly name = 'MimeError';

  constructor(readonly slug: MimeFault) {
    super(slug);
  }
}
