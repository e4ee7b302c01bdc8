import type { FastifyRequest } from 'fastify';

/** RFC 6750, section 2.1; the scheme's name is case-insensitive (RFC 9110, section 11.1). */
const bearer = /^bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i;

/** @returns null where the request has no well-formed bearer token */
export function bearerToken(request: FastifyRequest): string | null {
  return bearer.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
