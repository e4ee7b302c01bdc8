import { createHmac } from 'node:crypto';
import type { Micros } from '#kernel/micros';

/** Where pages may have their sound relayed, and by which secret they are let in. */
export interface RelaySettings {
  /** `turn:` and `turns:` addresses (RFC 7065). */
  urls: readonly string[];
  /** Shared with the TURN server. */
  secret: string;
  /** Whether pages use no other way. */
  only: boolean;
}

/** What a page is told of the relay. */
export interface RelayCredentials {
  urls: string[];
  username: string;
  credential: string;
  only: boolean;
}

/** Long enough for a talk that begins with them and a page that renews them late. */
const validSeconds = 3600;

/**
 * Short-lived credentials that the TURN server checks without asking anybody: the name says until when, and the password is its HMAC.
 *
 * Source: draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` has it.
 * @param user who gets them; stands in the server's log
 */
export function relayCredentials(
  { urls, secret, only }: RelaySettings,
  user: string,
  now: Micros,
): RelayCredentials {
  const username = `${String(Math.floor(now / 1_000_000) + validSeconds)}:${user}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { urls: [...urls], username, credential, only };
}
