import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

/** The parts of the OpenAPI document besides the routes' schemas. */
export function openApi(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Star7',
        version,
        description:
          'Calls customers by order number. No response contains a phone number or an e-mail address. Times are RFC 3339 in UTC with microseconds; errors are problem details (RFC 9457).',
      },
      tags: [
        { name: 'orders', description: 'Orders, as their managers may see them' },
        { name: 'shop', description: "For the shop's own programs: stating orders" },
        { name: 'work', description: "A manager's queue, and what is written on orders" },
        { name: 'calls', description: 'Calls: start, watch, hang up, look back' },
        { name: 'deliveries', description: 'Which order is with which courier' },
        { name: 'courier', description: 'The page of couriers, with a session of its own' },
        { name: 'administration', description: 'For administrators: managers, accounts, imports, settings' },
        { name: 'supervision', description: 'For supervisors and administrators' },
        { name: 'session', description: 'Signing in, and who is signed in' },
        { name: 'operation', description: 'For operators' },
      ],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'Made by `star7 token create`' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'star7_session',
            description:
              'Set by POST /api/session; `__Host-star7_session` over TLS. Requests that change something also need the header `x-star7-csrf`, with `csrfToken` of the session; others need it where a browser does not say that they come from the own pages.',
          },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
    // Schemas keep their names, so that generated clients have readable types.
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json['$id'] === 'string' ? json['$id'] : `def-${String(index)}`,
    },
  };
}
