import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from './problem';

/** Methods that a client might try. */
const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Has each path answer 405 with Allow (RFC 9110, section 15.5.6) to the methods that it does not know; fastify
 * itself says 404. Call it first: it learns the paths as they are registered.
 * @returns a function to be called after the last route
 */
export function collectMethods(app: FastifyInstance): (root: FastifyInstance) => void {
  const known = new Map<string, Set<HTTPMethods>>();
  app.addHook('onRoute', ({ url, method }) => {
    const of = known.get(url) ?? new Set();
    for (const one of [method].flat()) of.add(one);
    known.set(url, of);
  });

  return (root) => {
    for (const [url, allowed] of [...known]) {
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
