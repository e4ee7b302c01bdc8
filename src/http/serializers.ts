import SerializerSelector from '@fastify/fast-json-stringify-compiler';

type Factory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<Factory>>;

/** By the named schemas that they may refer to, then by their own. */
const made = new Map<string, Map<string, Serializer>>();

/**
 * fastify's serialisers of answers, each made once: most routes share the same few problems and pages, and making one
 * takes milliseconds, of which every start would wait for hundreds.
 */
export const buildSerializer: Factory = (externalSchemas, options) => {
  const compile = SerializerSelector()(externalSchemas, options);
  const named = JSON.stringify(externalSchemas);
  const known = made.get(named) ?? new Map<string, Serializer>();
  made.set(named, known);
  return (route) => {
    const key = JSON.stringify(route.schema);
    const serializer = known.get(key) ?? compile(route);
    known.set(key, serializer);
    return serializer;
  };
};
