/**
 * Forbids scripts, frames, content sniffing and caching of order data. No CORS headers: browsers block other
 * sites.
 */
const always = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  // Own pages alone: over plain HTTP nothing else tells their requests from those of other sites (src/people/csrf.ts).
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** RFC 6797: for a year browsers come to this host by TLS alone. They ignore it over plain HTTP (section 8.1). */
const transport = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } as const;

/** The headers of every response. @param protocol of the client's connection, as a trusted proxy says */
export function securityHeaders(protocol: 'http' | 'https'): Record<string, string> {
  return protocol === 'https' ? { ...always, ...transport } : always;
}
