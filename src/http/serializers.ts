import SerializerSelector from '@fastify/fast-json-stringify-compiler';

type Factory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<Factory>>;

/** Keyed by the named schemas that they may refer to, then by their own schema. */
const serializers = new Map<string, Map<string, Serializer>>();

/**
 * fastify's response serialisers, each compiled once: most routes share the same few problems and pages, and
 * compiling takes milliseconds each, hundreds of which would delay every start.
 */
export const buildSerializer: Factory = (externalSchemas, options) => {
  const compile = SerializerSelector()(externalSchemas, options);
  const named = JSON.stringify(externalSchemas);
  const ofSchemas = serializers.get(named) ?? new Map<string, Serializer>();
  serializers.set(named, ofSchemas);
  return (route) => {
    const key = JSON.stringify(route.schema);
    const serializer = ofSchemas.get(key) ?? compile(route);
    ofSchemas.set(key, serializer);
    return serializer;
  };
};
