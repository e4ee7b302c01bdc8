import type { RateLimit } from './model/pacer';
import type { ShopFault } from './shop-error';

/** An answer with a status that is no good one. */
export interface RefusedAnswer {
  status: number;
  /** Undefined where it is none, or too long. */
  json: unknown;
  header: (name: string) => string | null;
}

/** What a refusal means. */
export interface Refusal {
  fault: ShopFault;
  /** Milliseconds; null where the shop does not say. */
  retryAfterMs: number | null;
}

/** How a kind of shop wants to be asked, and how it refuses. */
export interface ShopManners {
  /** The limits of the shop's interface. */
  readonly limit: RateLimit;
  /**
   * What a refusal means to this kind, where it is not what its status says. Sees the answer, keeps nothing of it.
   * @returns null for what status and `Retry-After` say
   */
  refusalOf?(answer: RefusedAnswer): Refusal | null;
}
