import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import { buildSerializer } from '#http/serializers';
import { HttpRig } from './http-rig';

/** What is wrong with a response's schema shows at its first response, so all of them are tried here. */
it('compiles the schema of every response', async () => {
  const { app } = new HttpRig();
  const schemas = new Map<string, object>();
  app.addHook('onRoute', ({ schema }) => {
    for (const response of Object.values((schema?.response ?? {}) as Record<string, object>))
      for (const each of ofMedia(response)) schemas.set(JSON.stringify(each), each);
  });
  await app.ready();
  expect(schemas.size).toBeGreaterThan(50);
  const compile = SerializerSelector()(app.getSchemas(), {});
  for (const schema of schemas.values()) compile(routeWith(schema));
  expect(() => compile(routeWith({ $ref: 'Nothing#' }))).toThrow('Nothing');
});

it('compiles at the first response, not before', () => {
  const build = buildSerializer({}, {});
  const serializer = build(routeWith({ type: 'object', properties: { broken: { $ref: 'Nothing#' } } }));
  expect(() => serializer({ broken: 1 })).toThrow('Nothing');
  const right = build(routeWith({ type: 'object', properties: { n: { type: 'integer' } } }));
  expect(right({ n: 1 })).toBe('{"n":1}');
});

const routeWith = (schema: object) => ({ schema, method: 'GET', url: '/', httpStatus: '200' });

/** A response's schema, or those of its media types. */
function ofMedia(response: object): object[] {
  if (!('content' in response)) return [response];
  return Object.values(response.content as Record<string, { schema: object }>).map(({ schema }) => schema);
}
