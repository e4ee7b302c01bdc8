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
 * Whether a request that a cookie would authorise comes from elsewhere than our own pages. Of what changes something they
 * alone can send the token. What only reads must not come from elsewhere either: a picture in another page would count as
 * the victim's look, lock them out by wrong order numbers, and stand in the audit log under their name. Browsers say where
 * a request comes from (Fetch Metadata); over plain HTTP they do not, and the token, `Origin` or `Referer` stands for it.
 * @param session the cookie's value
 */
export function isForeign(request: FastifyRequest, session: string): boolean {
  if (safeMethods.has(request.method)) return !isOwnLook(request, session);
  return isFromOtherSite(request) || !hasToken(request, session);
}

/** For signing in, where there is no session yet: another site cannot sign a browser in as somebody else. @throws Problem `csrf` */
export function refuseOtherSites(request: FastifyRequest): void {
  if (isFromOtherSite(request)) throw new Problem('csrf');
}

/** For WebSockets, which browsers open across sites, always with `Origin` (RFC 6455, 10.2). @throws Problem `csrf` */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (!isOwnAddress(request, origin)) throw new Problem('csrf');
}

/** Programs say neither, and have no cookie that they did not ask for. */
function isFromOtherSite(request: FastifyRequest): boolean {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined) return site !== 'same-origin';
  return origin !== undefined && !isOwnAddress(request, origin);
}

/** `none`: an address that somebody typed or bookmarked. */
function isOwnLook(request: FastifyRequest, session: string): boolean {
  const { 'sec-fetch-site': site, origin, referer } = request.headers;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return hasToken(request, session) || isOwnAddress(request, origin ?? referer);
}

function hasToken(request: FastifyRequest, session: string): boolean {
  return isSameSecret(String(request.headers['x-star7-csrf'] ?? ''), csrfToken(session));
}

/**
 * Whether an address has the host and port of this request. Behind TLS its protocol must be ours, else another service of
 * the host would be taken for us, both having the default ports. Of plain HTTP we cannot tell: a proxy that we were not
 * told to trust may speak TLS for us.
 * @param address of `Origin` or `Referer` (RFC 9110, 10.1.3); not ours where there is none
 */
function isOwnAddress({ host, protocol }: FastifyRequest, address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const { protocol: theirProtocol, host: theirs } = new URL(address);
  if (protocol === 'https' && theirProtocol !== 'https:') return false;
  const ours = `${theirProtocol}//${host}`;
  return URL.canParse(ours) && new URL(ours).host === theirs;
}
