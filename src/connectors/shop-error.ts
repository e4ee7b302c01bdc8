/** Why a shop could not be read or written. Stable: stored, shown and translated. */
export const shopFaults = [
  /** No connection, or no answer in time. */
  'shop-unreachable',
  /** Its address is in a private network that is not listed. */
  'shop-address-private',
  /** Without TLS, outside the networks that are listed. */
  'shop-address-insecure',
  /** 401 or 403: the keys are wrong, or may not do this. */
  'shop-refuses-keys',
  /** 429, or what the shop says instead. */
  'shop-limit',
  /** 404 where there must be something: another address, or the interface is switched off. */
  'shop-not-found',
  /** It answers with a redirect. */
  'shop-redirects',
  /** 5xx. */
  'shop-failed',
  /** Any other refusal. */
  'shop-refused',
  /** The answer is not what the interface describes, or too large. */
  'shop-answer-unreadable',
  /** The same page again and again. */
  'shop-repeats-page',
] as const;
export type ShopFault = (typeof shopFaults)[number];

/** A request to a shop that failed. Holds nothing of request or answer. */
export class ShopError extends Error {
  override readonly name = 'ShopError';

  constructor(
    readonly slug: ShopFault,
    /** Milliseconds; null where the shop does not say. */
    readonly retryAfterMs: number | null = null,
    options: { cause?: unknown } = {},
  ) {
    super(slug, options);
  }
}

/** What is asked for by its id. @returns null where the shop has it no more @throws ShopError */
export async function orAbsent<Found>(asked: Promise<Found>): Promise<Found | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ShopError && error.slug === 'shop-not-found') return null;
    throw error;
  }
}
