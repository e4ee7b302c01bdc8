import type { Static, TBoolean, TInteger, TObject, TSchema, TString } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import { problemKinds, problemMediaType } from './problem';
import type { ProblemSlug } from './problem';

/** A schema for one of these texts, as JSON Schema's `enum`. */
export function oneOf<const Text extends string>(texts: readonly Text[], description: string) {
  return Type.Unsafe<Text>({ type: 'string', enum: [...texts], description });
}

export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** The same for request values: reports one fault for a wrong value, not one for each alternative. */
export function valueOrNull<Schema extends TString | TInteger | TBoolean | TObject>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] });
}

export const isoTimeSchema = Type.String({
  format: 'date-time',
  description: 'RFC 3339, with microseconds, in UTC',
  examples: ['2026-07-01T09:30:00.000123Z'],
});

/** The query parameters for paging. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'rows of a page' }),
  after: Type.Optional(Type.String({ maxLength: 512, description: '`next` of the previous page' })),
};

export const extensionQuery = Type.Optional(
  Type.String({
    pattern: '^[0-9A-Za-z._-]{1,32}$',
    description: "a manager's extension",
    examples: ['101'],
  }),
);

export function pageOf(items: TSchema) {
  return Type.Object({
    items: Type.Array(items),
    next: orNull(Type.String({ description: 'for `after` of the next page; null at the end' })),
  });
}

/** The schemas with a name in the document. */
export type SchemaName =
  | 'Account'
  | 'Call'
  | 'Connector'
  | 'Courier'
  | 'IdleDelivery'
  | 'Did'
  | 'Entry'
  | 'Import'
  | 'LegQuality'
  | 'Mail'
  | 'MailThread'
  | 'Manager'
  | 'Order'
  | 'OrderDetails'
  | 'OrderRules'
  | 'Outcome'
  | 'OutcomeList'
  | 'Problem'
  | 'PhoneCredentials'
  | 'Reveal'
  | 'Session'
  | 'Settings'
  | 'StatedOrder'
  | 'Webhook';

/** Refers to a named schema. */
export function named(name: SchemaName) {
  return Type.Unsafe<object>({ $ref: `${name}#` });
}

export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:star7:problem: and the slug' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'what happened, and what to do' }),
    slug: Type.String({ description: 'stable; programs rely on it' }),
    reason: Type.Optional(Type.String({ description: 'why, where there can be several reasons; stable' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          in: oneOf(['body', 'query', 'header'], 'part of the request'),
          pointer: Type.String({ description: 'JSON Pointer (RFC 6901) as a fragment' }),
          detail: Type.String({ description: 'what is expected there' }),
          code: Type.Optional(
            Type.String({ description: 'stable; set where a field can have several faults' }),
          ),
        }),
        { description: 'all faults of the request' },
      ),
    ),
  },
  { $id: 'Problem', description: 'Problem details (RFC 9457). Holds no value of the request.' },
);

/** The responses of a route for these problems, by status, for the OpenAPI document. */
export function problemResponses(...slugs: ProblemSlug[]): Record<number, object> {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of slugs) {
    const { status } = problemKinds[slug];
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.map((slug) => `${slug}: ${problemKinds[slug].title}.`).join(' '),
        content: { [problemMediaType]: { schema: named('Problem') } },
      },
    ]),
  );
}

/** For the OpenAPI document: a route for browser sessions only, without tokens. */
export const sessionAlone = [{ session: [] }];

/** The problems of every route behind a token or a session. */
export const commonProblems = [
  'unauthenticated',
  'csrf',
  'sign-in-unfinished',
  'too-many-failures',
  'internal',
  'unavailable',
] as const satisfies ProblemSlug[];

/** The problems of every route that takes a JSON body. */
export const bodyProblems = [
  'invalid-request',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
] as const satisfies ProblemSlug[];

/** The problems of an administrator route that takes a body. */
export const writeProblems = [
  ...bodyProblems,
  'role-forbidden',
  ...commonProblems,
] as const satisfies ProblemSlug[];

/** The path parameters of a route for one order. */
export const orderParams = Type.Object({
  number: Type.String({ description: 'an order number', examples: ['1001'] }),
});

/** The headers of a request that may be repeated but takes effect once. */
export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]{1,255}$',
      description: '1 to 255 visible ASCII characters; a repetition returns the result of the first request',
      examples: ['6f1c1b0e-crm-4711'],
    }),
  ),
});
