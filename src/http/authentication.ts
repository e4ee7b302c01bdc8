import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal, TokenBook } from '../calls/queries';
import { fromPort, Problem } from './problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null before authentication, and on routes that need none. */
    principal: Principal | null;
  }
}

/** RFC 6750, section 2.1; the scheme's name is case-insensitive (RFC 9110, section 11.1). */
const bearer = /^bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i;

/** How many tokens are remembered as good, for the exemption below. */
const longestMemory = 1000;

export interface FailureLimit {
  max: number;
  seconds: number;
}

/**
 * Has every request of this context carry a valid bearer token (RFC 6750) before anything of it is read.
 *
 * Failures are counted by address (@fastify/rate-limit); above the limit the token book is not even asked.
 * A token that was good lately is still asked about: behind one proxy, one broken program must not lock out all.
 * Needs the plugin @fastify/rate-limit on a parent.
 */
export function requireBearer(app: FastifyInstance, tokens: TokenBook, limit: FailureLimit): void {
  const countOf = app.createRateLimit({ max: limit.max, timeWindow: limit.seconds * 1000 });
  const lately = new Set<string>();

  app.addHook('onRequest', async (request) => {
    const token = bearerToken(request);
    const print = token === null ? '' : createHash('sha256').update(token).digest('base64');
    if (!lately.has(print)) {
      const count = await countOf(request, { increment: false });
      if (!count.isAllowed && count.remaining === 0) {
        throw new Problem('too-many-failures', { headers: { 'retry-after': String(count.ttlInSeconds) } });
      }
    }

    const principal = token === null ? null : await fromPort(tokens.authenticate(token));
    if (principal === null) {
      lately.delete(print);
      await countOf(request);
      throw new Problem('unauthenticated', {
        // RFC 6750, section 3.1: no error code where no token was sent.
        headers: {
          'www-authenticate': `Bearer realm="star7"${token === null ? '' : ', error="invalid_token"'}`,
        },
      });
    }
    lately.delete(print);
    lately.add(print);
    for (const oldest of lately) {
      if (lately.size <= longestMemory) break;
      lately.delete(oldest);
    }
    request.principal = principal;
  });
}

/** @returns null where the request has no well-formed bearer token */
export function bearerToken(request: FastifyRequest): string | null {
  return bearer.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Whoever asks; on routes behind {@link requireBearer} only. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Problem('unauthenticated');
  return request.principal;
}
