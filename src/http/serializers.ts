import SerializerSelector from '@fastify/fast-json-stringify-compiler';

type Factory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<Factory>>;

/** Keyed by the named schemas that they may refer to, then by their own schema. */
const serializers = new Map<string, Map<string, Serializer>>();

/**
 * fastify's response serialisers. Compiling one takes milliseconds, and all together a fifth of the start: the first response
 * that needs one compiles it, and routes share them, as most have the same few problems and pages.
 */
export const buildSerializer: Factory = (externalSchemas, options) => {
  const compile = SerializerSelector()(externalSchemas, options);
  const named = JSON.stringify(externalSchemas);
  const ofSchemas = serializers.get(named) ?? new Map<string, Serializer>();
  serializers.set(named, ofSchemas);
  return (route) => {
    const key = JSON.stringify(route.schema);
    const serializer = ofSchemas.get(key) ?? onFirstUse(() => compile(route));
    ofSchemas.set(key, serializer);
    return serializer;
  };
};

function onFirstUse(make: () => Serializer): Serializer {
  let made: Serializer | null = null;
  return (data) => (made ??= make())(data);
}
