import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from './problem';

/** The methods that clients may try. */
const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Makes each path answer 405 with Allow (RFC 9110, section 15.5.6) to unsupported methods; fastify itself
 * answers 404. Call it first: it collects the paths as they are registered.
 * @returns a function to call after the last route
 */
export function collectMethods(app: FastifyInstance): (root: FastifyInstance) => void {
  const methodsByUrl = new Map<string, Set<HTTPMethods>>();
  app.addHook('onRoute', ({ url, method }) => {
    const of = methodsByUrl.get(url) ?? new Set();
    for (const one of [method].flat()) of.add(one);
    methodsByUrl.set(url, of);
  });

  return (root) => {
    for (const [url, allowed] of [...methodsByUrl]) {
      const allow = [...allowed].sort().join(', ');
      root.route({
        method: methods.filter((method) => !allowed.has(method)),
        url,
        exposeHeadRoute: false,
        schema: { hide: true },
        handler: () => {
          throw new Problem('method-not-allowed', { headers: { allow } });
        },
      });
    }
  };
}
