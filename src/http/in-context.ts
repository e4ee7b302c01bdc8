import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import type { Api } from './api';

/** Without a name Fastify looks for one among all modules of the process, at every registration. */
const displayName = Symbol.for('fastify.display-name');

/**
 * Registers routes in a context of their own: hooks, parsers and decorations that they add are theirs alone (Fastify's
 * encapsulation).
 * @param name in Fastify's tree of plugins
 */
export function inContext(
  app: FastifyInstance | Api,
  name: string,
  routes: (context: Api) => void,
  options: { prefix?: string } = {},
): void {
  const plugin: FastifyPluginCallback = (context, _options, done) => {
    routes(context);
    done();
  };
  void (app as FastifyInstance).register(Object.assign(plugin, { [displayName]: name }), options);
}
