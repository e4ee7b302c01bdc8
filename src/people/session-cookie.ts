import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Behind TLS with a prefix by which browsers take it from this host alone, over TLS alone (RFC 6265bis, 4.1.3.2): a
 * neighbouring host cannot plant one. Over plain HTTP they would not take it.
 */
function nameOf(request: FastifyRequest): string {
  return isSecure(request) ? '__Host-star7_session' : 'star7_session';
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** What the session book gives out: 256 bits in base64url. The store is asked about nothing else. */
const form = /^[\w-]{43}$/;

/** The session that a browser sends along; null where it sends none, or what cannot be one. */
export function sessionCookie(request: FastifyRequest): string | null {
  const { cookie } = request.headers;
  if (cookie === undefined) return null;
  const value = parseCookie(cookie)[nameOf(request)];
  return value !== undefined && form.test(value) ? value : null;
}

/** No script reads it, and no page of another site has it sent. Ends with the browser, or with the session. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, session: string): void {
  write(request, reply, session, {});
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  write(request, reply, '', { maxAge: 0 });
}

function write(request: FastifyRequest, reply: FastifyReply, value: string, more: { maxAge?: number }): void {
  // `Secure` behind TLS alone: without it a browser would not take the cookie over plain HTTP at all.
  const secure = isSecure(request);
  void reply.header(
    'set-cookie',
    stringifySetCookie({
      name: nameOf(request),
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      ...more,
    }),
  );
}
