import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { ConnectorEntry, ConnectorSettings, Reject } from './connector-store';
import type { PreviewOrder, TryFindings, TryReport } from './shop-trial';
import { connectorKindNames } from './model/connector-kinds';
import { longestAddress, longestName, pollSecondsRange, sinceDaysRange } from './model/connector-rules';
import { restAuthentications, restPages } from './model/rest-map';
import { sampleKinds } from './model/shop-sample';
import { isoTimeSchema, named, oneOf, orNull, valueOrNull } from '#http/schemas';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { languages } from '#kernel/language';
import { siteFieldId } from '#orders/model/site-fields';
import { orderStatuses } from '#orders/order-view';

const text = (description: string, maxLength = 500) => Type.String({ maxLength, description });
const pointer = (description: string) => text(`JSON Pointer (RFC 6901): ${description}`);

const request = Type.Object(
  {
    method: oneOf(['GET', 'POST', 'PUT', 'PATCH'], 'of the request'),
    path: text(
      'below the address of the shop, with `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}`',
      2000,
    ),
    body: valueOrNull(text('JSON whose texts may have the same placeholders', 20_000)),
  },
  { additionalProperties: false },
);

const drawn = Type.Record(
  Type.String({ maxLength: 32 }),
  Type.Array(text('a JSON Pointer, or `=` and a text'), { maxItems: 10 }),
  { description: 'by field, where the answer has it; the first that is filled counts' },
);

const mapSchema = Type.Object(
  {
    authentication: oneOf(restAuthentications, 'how requests are authenticated'),
    headerName: valueOrNull(Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$', description: 'of `header`' })),
    list: request,
    orders: pointer('the orders in the answer to `list`'),
    pages: oneOf(restPages, 'how pages follow each other'),
    nextToken: valueOrNull(pointer('of `token`: the next one')),
    pageSize: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'a page with fewer orders is the last',
    }),
    sinceAs: oneOf(['iso', 'seconds', 'milliseconds'], 'how `{since}` is written'),
    one: request,
    order: pointer('the order in the answer to `one`'),
    id: pointer('in the order, its id'),
    changedAt: pointer('in the order, when it was changed'),
    fields: drawn,
    items: valueOrNull(pointer('in the order, its items')),
    itemFields: drawn,
    amountsInCents: Type.Boolean(),
    hookId: valueOrNull(pointer('in a webhook, the id of the order')),
    outcome: Type.Unsafe<Static<typeof request> | null>({ ...request, type: ['object', 'null'] }),
    requestsPerSecond: Type.Integer({ minimum: 1, maximum: 50 }),
  },
  { additionalProperties: false },
);

const settings = {
  name: text('for lists', longestName),
  address: text('where the interface of the shop is, https', longestAddress),
  enabled: Type.Boolean({ description: 'orders are fetched' }),
  prefix: text('before the numbers of its orders, where another shop has the same ones', 8),
  statuses: Type.Record(Type.String({ minLength: 1, maxLength: 64 }), oneOf(orderStatuses, 'what it means'), {
    description: "the shop's words for a status, before those of the rules for orders",
  }),
  pollSeconds: Type.Integer({
    minimum: pollSecondsRange.least,
    maximum: pollSecondsRange.most,
    description: 'how often Star7 looks for what no webhook has reported',
  }),
  tellsOutcomes: Type.Boolean({ description: 'outcomes of calls are sent to the shop as comments' }),
  outcomeStatuses: Type.Record(Type.String({ maxLength: 32 }), Type.String({ minLength: 1, maxLength: 64 }), {
    description: 'by outcome: the status that the order gets in the shop',
  }),
  ownFields: Type.Record(
    Type.String({ pattern: siteFieldId.source }),
    Type.String({ minLength: 1, maxLength: longestName }),
    { description: 'by the id of a field of the site: the name that the shop has for it' },
  ),
  language: oneOf(languages, 'of the comments'),
  map: Type.Unsafe<Static<typeof mapSchema> | null>({
    ...mapSchema,
    type: ['object', 'null'],
    description: 'of the kind `rest`: how the interface is read',
  }),
};

const kind = oneOf(connectorKindNames, 'of the shop');
const keys = Type.Record(Type.String({ maxLength: 32 }), text('never returned'), {
  description: 'keys to the interface of the shop, by name: see docs/connectors.md',
});
const sinceDays = Type.Integer({
  minimum: sinceDaysRange.least,
  maximum: sinceDaysRange.most,
  description: 'how far back the first synchronisation goes, by the last change of an order',
});

const defaults: Omit<ConnectorSettings, 'kind' | 'name' | 'address'> = {
  enabled: true,
  prefix: '',
  statuses: {},
  pollSeconds: 120,
  tellsOutcomes: false,
  outcomeStatuses: {},
  ownFields: {},
  language: 'ru',
  map: null,
};

const { name, address, ...optional } = settings;
const input = { kind, name, address, ...Type.Partial(Type.Object(optional)).properties, keys };

export const addBody = Type.Object(
  { ...input, sinceDays: Type.Optional({ ...sinceDays, default: 90 }) },
  { additionalProperties: false },
);
export const tryBody = Type.Object(
  {
    ...input,
    id: Type.Optional(Type.Integer({ description: 'a shop whose keys are used where none are given' })),
  },
  { additionalProperties: false },
);
export const changeBody = Type.Partial(Type.Object({ ...settings, keys }), { additionalProperties: false });
export const syncBody = Type.Object({ sinceDays: Type.Optional(sinceDays) }, { additionalProperties: false });
export const retryBody = Type.Object(
  { order: Type.Optional(text('the id that the shop has for it; all if absent', 128)) },
  { additionalProperties: false },
);

/** What is not given has its default. */
export function settingsOf({
  kind: of,
  name: called,
  address: at,
  ...given
}: Omit<Static<typeof tryBody>, 'keys' | 'id'>): ConnectorSettings {
  return { ...defaults, ...given, kind: of, name: called, address: at };
}

export const connectorSchema = Type.Object(
  {
    id: Type.Integer(),
    kind,
    ...settings,
    state: Type.Object({
      reachedAt: orNull(isoTimeSchema),
      failingSince: orNull(isoTimeSchema),
      fault: orNull(Type.String({ description: 'why the last request failed; stable' })),
      syncedAt: orNull(isoTimeSchema),
      ordersRead: Type.Integer({ description: 'by the first synchronisation' }),
      ordersTotal: orNull(Type.Integer({ description: 'of the first synchronisation, if the shop says so' })),
      rejects: Type.Integer({ description: 'orders that could not be taken' }),
      hints: Type.Integer({ description: 'orders that a webhook has named and that are not fetched yet' }),
    }),
    changedAt: isoTimeSchema,
    changedBy: Type.String(),
  },
  { $id: 'Connector', description: 'A shop whose orders Star7 fetches. Without its keys.' },
);

export function connectorJson({ id, settings: of, state, changedAt, changedBy }: ConnectorEntry) {
  return {
    id,
    ...of,
    state: {
      fault: state.fault,
      ordersRead: state.ordersRead,
      ordersTotal: state.ordersTotal,
      rejects: state.rejects,
      hints: state.hints,
      reachedAt: isoTimeOrNull(state.reachedAt),
      failingSince: isoTimeOrNull(state.failingSince),
      syncedAt: isoTimeOrNull(state.syncedAt),
    },
    changedAt: isoTime(changedAt),
    changedBy,
  };
}

export const hookSchema = Type.Object(
  {
    path: Type.String({ description: 'where the shop sends webhooks, below the address of Star7' }),
    secret: Type.String({ description: 'by which it signs them; shown once' }),
  },
  { description: 'For the settings of the shop.' },
);

export const addedSchema = Type.Object({ connector: named('Connector'), hook: hookSchema });

export const rejectsSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      order: Type.String({ description: 'the id that the shop has for it' }),
      reason: Type.String({ description: 'stable' }),
      at: isoTimeSchema,
    }),
  ),
  next: orNull(Type.String({ description: 'for `after` of the next page; null at the end' })),
});

export function rejectJson({ shopOrderId, reason, at }: Reject) {
  return { order: shopOrderId, reason, at: isoTime(at) };
}

const counts = Type.Record(Type.String(), Type.Integer());
export const tryReportSchema = Type.Object(
  {
    fault: orNull(Type.String({ description: 'why the shop could not be read; stable' })),
    orders: Type.Integer({ description: 'of the last 30 days, on the page that was read' }),
    readable: Type.Integer({ description: 'of them, those that would be taken' }),
    refused: Type.Unsafe<TryReport['refused']>({ ...counts, description: 'why others would not, by reason' }),
    noticed: Type.Unsafe<TryReport['noticed']>({
      ...counts,
      description: 'what was not understood, by code',
    }),
    words: Type.Array(Type.String(), { description: 'words for statuses that are not known' }),
    ownFields: Type.Array(Type.String(), {
      description: 'names of fields that the shop has added to its orders',
    }),
  },
  { description: 'What was found. Nothing was written.' },
);

const textOrNull = orNull(Type.String());
const previewSchema = Type.Object({
  orderNumber: Type.String(),
  customerName: textOrNull,
  numbers: Type.Integer({ description: 'telephone numbers that could be read; none is shown' }),
  hasEmail: Type.Boolean(),
  status: orNull(Type.String({ description: 'null where its word is not known' })),
  amount: textOrNull,
  currency: textOrNull,
  placedAt: orNull(isoTimeSchema),
  items: Type.Array(Type.Object({ title: Type.String(), quantity: textOrNull, price: textOrNull })),
  town: textOrNull,
  hasAddress: Type.Boolean({ description: 'there is a delivery address; it is not shown' }),
  comment: orNull(Type.String({ description: 'without numbers and addresses' })),
});

export const findingsSchema = Type.Object(
  {
    report: tryReportSchema,
    preview: Type.Array(previewSchema, { description: 'the first that would go in' }),
  },
  { description: 'What was found, and the first orders as they would be taken. Nothing was written.' },
);

export function findingsJson({ report, preview }: TryFindings) {
  return { report, preview: preview.map(previewJson) };
}

function previewJson({ placedAt, ...order }: PreviewOrder) {
  return { ...order, placedAt: isoTimeOrNull(placedAt) };
}

const sampleField = Type.Object({
  pointer: Type.String({ description: 'JSON Pointer (RFC 6901)' }),
  list: orNull(Type.String({ description: 'from each entry of this list; null: from the order' })),
  kind: oneOf(sampleKinds, 'what it holds'),
  example: orNull(Type.String({ description: 'a value, where it may be shown' })),
});
const pointers = Type.Record(Type.String(), Type.Array(Type.String()));

export const sampleSchema = Type.Object(
  {
    fault: orNull(Type.String({ description: 'why the shop could not be read; stable' })),
    sample: orNull(
      Type.Object({
        lists: Type.Array(Type.String(), {
          description: 'lists of objects in the answer, most entries first',
        }),
        orders: orNull(Type.String({ description: 'the one that was taken for the orders' })),
        count: Type.Integer({ description: 'its entries' }),
        fields: Type.Array(sampleField, { description: 'of the orders' }),
        around: Type.Array(sampleField, { description: 'of the answer around them' }),
      }),
    ),
    guess: orNull(
      Type.Object({
        id: textOrNull,
        changedAt: textOrNull,
        nextToken: textOrNull,
        fields: pointers,
        items: textOrNull,
        itemFields: pointers,
      }),
    ),
    one: orNull(
      Type.Object({
        fault: orNull(Type.String({ description: 'why the order could not be fetched by its id; stable' })),
        order: orNull(Type.String({ description: 'where the order is in the answer' })),
      }),
    ),
  },
  {
    description:
      'What an answer of the shop holds, without numbers and addresses, and what its names suggest.',
  },
);
