import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'star7_session';

/** What the session book gives out: 256 bits in base64url. The store is asked about nothing else. */
const form = /^[\w-]{43}$/;

/** The session that a browser sends along; null where it sends none, or what cannot be one. */
export function sessionCookie({ headers }: FastifyRequest): string | null {
  if (headers.cookie === undefined) return null;
  const value = parseCookie(headers.cookie)[name];
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
  const secure = request.protocol === 'https';
  void reply.header(
    'set-cookie',
    stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite: 'strict', secure, ...more }),
  );
}
