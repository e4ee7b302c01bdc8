import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#http/problem';
import { isSameSecret } from '#http/same-secret';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the page sends back in `x-star7-csrf`. Made from the session, so that nothing more has to be kept. */
export function csrfToken(session: string): string {
  return createHash('sha256').update(`star7 csrf\0${session}`, 'utf8').digest('base64url');
}

/**
 * Whatever a cookie authorises must come from our own pages: they alone can read the token, and browsers say by
 * themselves where a request comes from (Fetch Metadata).
 * @throws Problem `csrf`
 */
export function refuseForeign(request: FastifyRequest, session: string): void {
  if (safeMethods.has(request.method)) return;
  refuseOtherSites(request);
  if (!isSameSecret(String(request.headers['x-star7-csrf'] ?? ''), csrfToken(session)))
    throw new Problem('csrf');
}

/** For signing in, where there is no session yet: another site cannot sign a browser in as somebody else. @throws Problem `csrf` */
export function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new Problem('csrf');
}
