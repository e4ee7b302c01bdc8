import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the session books give out: 256 bits in base64url. The store is asked about nothing else. */
const form = /^[\w-]{43}$/;

/** A cookie that holds a session. No script reads it, and no page of another site has it sent. */
export interface SessionCookie {
  /** The session that a browser sends along; null where it sends none, or what cannot be one. */
  read: (request: FastifyRequest) => string | null;
  set: (request: FastifyRequest, reply: FastifyReply, session: string) => void;
  clear: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** @param seconds for how long the browser keeps it; absent: it ends with the browser. The session may end earlier */
export function cookieOf(kind: 'session' | 'courier', seconds?: number): SessionCookie {
  // Behind TLS with a prefix by which browsers take it from this host alone, over TLS alone (RFC 6265bis, 4.1.3.2): a
  // neighbouring host cannot plant one. Over plain HTTP they would not take it.
  const nameOf = (request: FastifyRequest): string => `${isSecure(request) ? '__Host-' : ''}star7_${kind}`;
  const write = (
    request: FastifyRequest,
    reply: FastifyReply,
    value: string,
    maxAge: number | undefined,
  ): void => {
    void reply.header(
      'set-cookie',
      stringifySetCookie({
        name: nameOf(request),
        value,
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        // Behind TLS alone: without it a browser would not take the cookie over plain HTTP at all.
        secure: isSecure(request),
        ...(maxAge !== undefined && { maxAge }),
      }),
    );
  };
  return {
    read(request) {
      const { cookie } = request.headers;
      if (cookie === undefined) return null;
      const value = parseCookie(cookie)[nameOf(request)];
      return value !== undefined && form.test(value) ? value : null;
    },
    set: (request, reply, session) => write(request, reply, session, seconds),
    clear: (request, reply) => write(request, reply, '', 0),
  };
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** Of the pages for managers, supervisors and administrators. */
export const { read: sessionCookie, set: setSessionCookie, clear: clearSessionCookie } = cookieOf('session');
