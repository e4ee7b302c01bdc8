import type { FastifyRequest } from 'fastify';
import type { Principal } from '#kernel/principal';
import { Problem } from './problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null before authentication, and on routes without it. */
    principal: Principal | null;
  }
}

/** The authenticated caller; only on routes behind {@link requireCredential}. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Problem('unauthenticated');
  return request.principal;
}
