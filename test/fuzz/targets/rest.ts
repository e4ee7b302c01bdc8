import type { LightMyRequestResponse } from 'fastify';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, mutatedJson, mutatedText, nastyValue, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { textOf } from '../said-log';
import { endedCall, RestRig, tokens } from './rest-rig';

interface Request {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Bytes; null for no body. */
  body: string | null;
  /** Whether manager 101 is in a call; its id replaces LIVE in the URL. */
  busy: boolean;
  address: string;
}

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'SEARCH',
  'TRACE',
] as const;
/** Method and path. */
const paths: readonly string[] = [
  ...['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /api/openapi.json', 'GET /', 'GET /api'],
  ...[
    'GET /api/orders',
    'GET /api/orders/ORDER',
    'POST /api/orders/ORDER/calls',
    'POST /api/orders/ORDER/calls',
  ],
  ...['GET /api/calls', 'GET /api/calls/CALL', 'DELETE /api/calls/LIVE', 'GET /api/calls/LIVE'],
  ...['DELETE /api/calls/CALL', 'GET /api/events'],
  ...['PUT /api/me/presence', 'GET /api/me/presence', 'PUT /api/managers/101/presence'],
  ...['GET /api/queue', 'GET /api/queue/counts', 'GET /api/outcomes', 'GET /api/orders/ORDER/timeline'],
  ...['POST /api/orders/ORDER/wrap-up', 'POST /api/orders/ORDER/notes'],
  ...['PUT /api/orders/ORDER/contacts/main', 'POST /api/orders/ORDER/contacts/second/restore'],
  ...['PUT /api/orders/ORDER/contacts/email', 'POST /api/orders/ORDER/email-confirmation'],
];
const orders = ['1001', '1001', '1001', '1002', '1003', '9999', '1'.repeat(40)];
const queries: Readonly<Record<string, readonly string[]>> = {
  extension: ['101', '102', '999'],
  status: ['open', 'closed', 'x'],
  disposition: ['answered', 'busy', 'x'],
  hungUpBy: ['manager', 'x'],
  orderNumber: ['1001'],
  from: ['2026-07-01T09:30:00Z', '2026-07-01T09:30:00%2B03:00', '2026-13-01T00:00:00Z'],
  to: ['2026-07-01T09:30:00.000123Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'],
  limit: ['1', '200', '0', '201', '1e2', '-1', ' 5'],
  after: ['1001', 'x'],
  part: ['to-call', 'later', 'done', 'x'],
  search: ['1001', 'customer', '%25', ...canaryWords.map(encodeURIComponent)],
  __proto__x: ['1'],
};
const headerWords: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'multipart/form-data',
    'application/json;;',
    '/',
  ],
  'idempotency-key': ['1', 'key-2', ...canaryWords],
  'last-event-id': ['1', 'abc-1', ...canaryWords],
  accept: ['*/*', 'text/html'],
  'x-forwarded-for': ['192.0.2.1', ...canaryWords],
  'x-http-method-override': ['DELETE'],
  'content-encoding': ['gzip'],
  'if-none-match': ['*'],
  range: ['bytes=0-1'],
  host: ['star7', canaryNumbers[0]],
  origin: ['https://example.test'],
  'accept-version': ['1.0.0', '*', canaryNumbers[0]],
};
const bodies: readonly unknown[] = [
  {},
  { slot: 'main' },
  { slot: 'second' },
  { slot: 'recipient' },
  { extension: '101' },
  { extension: '102' },
  { outcome: 'confirmed' },
  { outcome: 'no-answer', note: canaryNumbers[0], callId: endedCall },
  { outcome: 'call-later', callLaterAt: '2026-12-01T09:30:00Z' },
  ...canaryWords.flatMap((word) => [
    { text: `ask ${word} now` },
    { outcome: word },
    { number: word },
    { address: word },
  ]),
  { entry: '1' },
  ...[{ away: true }, { away: false }],
];

/** As a program of the shop states them. */
const statedOrders: readonly object[] = [
  {
    customerName: 'Anna',
    phones: { main: canaryNumbers[0], second: canaryNumbers[1] },
    status: 'open',
    amount: 1.5,
  },
  ...canaryWords.map((word) => ({
    customerName: `Anna ${word}`,
    phones: { main: word },
    country: word,
    email: word,
    manager: word,
    status: word,
    amount: word,
    placedAt: word,
    details: {
      items: [{ title: word, price: word, link: word }],
      delivery: { address: word, zip: word },
      comment: `ask ${word}`,
      tags: [word],
      custom: [{ name: word, value: word }],
    },
  })),
];

function generate(random: Random): Request {
  const [usual = '', pattern = ''] = random.pick(paths).split(' ');
  const method = random.chance(0.9) ? usual : random.pick(methods);
  if (random.chance(0.1)) {
    const headers = { authorization: `Bearer ${tokens[4]}`, 'content-type': 'application/json' };
    const isOne = random.chance(0.5);
    const stated = random.chance(0.5)
      ? random.pick(statedOrders)
      : mutatedJson(random, random.pick(statedOrders));
    return {
      ...{
        method: isOne ? 'PUT' : 'POST',
        url: isOne ? '/api/orders/1001' : '/api/orders',
        headers,
        busy: false,
      },
      body: bytesOf(
        JSON.stringify(isOne ? stated : { orders: [{ orderNumber: '1001', ...(stated as object) }] }),
      ),
      address: '192.0.2.1',
    };
  }
  const isClick = random.chance(0.15);
  if (isClick) {
    const token = random.pick([tokens[0], tokens[0], tokens[2]]);
    const headers = {
      ...headersOf(random),
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    };
    const url = random.chance(0.8) ? '/api/orders/1001/calls' : urlOf(random, '/api/orders/1001/calls');
    return { method: 'POST', url, headers, body: bodyOf(random), busy: false, address: '192.0.2.1' };
  }
  return {
    method,
    url: urlOf(random, pattern),
    headers: headersOf(random),
    busy: random.chance(0.1) || pattern.includes('LIVE'),
    body: method === 'GET' && random.chance(0.9) ? null : bodyOf(random),
    address: `192.0.2.${String(random.int(200))}`,
  };
}

function urlOf(random: Random, pattern: string): string {
  const order = random.chance(0.6)
    ? random.pick(orders)
    : mutatedText(random, random.pick([...orders, ...canaryWords]));
  const call = random.chance(0.7)
    ? endedCall
    : random.pick([...canaryWords, ...nastyWords, endedCall.toUpperCase()]);
  let url = pattern
    .replace('ORDER', () => escaped(random, order))
    .replace('CALL', () => escaped(random, call));
  if (random.chance(0.4)) {
    const pairs = random.list(1 + random.int(3), () => {
      const name = random.pick(Object.keys(queries));
      const value = random.chance(0.7)
        ? random.pick(queries[name] ?? [''])
        : escaped(random, random.pick([...nastyWords, ...canaryWords]));
      return `${random.chance(0.05) ? escaped(random, random.pick(nastyWords)) : name}=${value}`;
    });
    url += `?${pairs.join('&')}`;
  }
  if (random.chance(0.1)) url = mutatedText(random, url, ['/', '//', '..', '%2F', '?', '&', '#', ';']);
  // Characters that a request line cannot contain or fastify's inject cannot read are left to the raw sockets
  // of restBytes.
  return `/${url.replace(/^\/+/, '').replace(/[^\x21-\x7e]|\\/g, (character) => escaped(random, character))}`;
}

function escaped(random: Random, text: string): string {
  const whole = random.chance(0.95);
  return [...Buffer.from(text)]
    .map((byte) =>
      whole && /[0-9A-Za-z._-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

function headersOf(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  if (random.chance(0.95)) headers['authorization'] = `Bearer ${random.pick(tokens)}`;
  else
    headers['authorization'] = random.pick([
      '',
      'Bearer',
      `Bearer ${canaryNumbers[0]}`,
      'Basic YTpi',
      `bearer   ${tokens[0]}`,
    ]);
  for (let count = random.size(4) - 1; count > 0; count -= 1) {
    const name = random.pick(Object.keys(headerWords));
    const value = random.chance(0.8)
      ? random.pick(headerWords[name] ?? [''])
      : random.pick([...nastyWords, ...canaryWords]);
    headers[name] = value.replace(/[^\x20-\x7e]/g, '?');
  }
  if (random.chance(0.5)) headers['content-type'] ??= 'application/json';
  return headers;
}

function bodyOf(random: Random): string | null {
  if (random.chance(0.2)) return null;
  const body = random.pick(bodies);
  switch (random.int(6)) {
    case 0:
      return bytesOf(JSON.stringify(nastyValue(random)));
    case 1:
      return bytesOf(JSON.stringify(mutatedJson(random, body)));
    case 2:
      return mutatedBytes(random, JSON.stringify(body), [
        '{',
        '"slot":',
        '"extension":"',
        '\\u0000',
        '__proto__',
        '":',
      ]);
    case 3:
      return '{"a":'.repeat(random.size(4000));
    default:
      return JSON.stringify(body);
  }
}

/** The statuses that a request may cause: none indicates a fault of Star7. */
const statuses = [200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429];

/** @throws Broken where REST must not give this answer */
export function checkAnswer({
  statusCode,
  headers,
  body,
}: Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>): void {
  must(statuses.includes(statusCode), `the answer has status ${String(statusCode)}`);
  const type = String(headers['content-type'] ?? '');
  if (statusCode >= 400 && body !== '')
    must(type.startsWith('application/problem+json'), 'an error is no problem document');
  if (type.includes('json') && body !== '') JSON.parse(body);
}

async function run(rig: RestRig, { method, url, headers, body, busy, address }: Request): Promise<string[]> {
  const live = busy ? await rig.begin() : '';
  const abort = new AbortController();
  const asked = rig.app.inject({
    method,
    url: url.replace('LIVE', live),
    headers,
    ...(body === null ? {} : { payload: Buffer.from(body, 'latin1') }),
    remoteAddress: address,
    signal: abort.signal,
  });
  const response = await soon(asked);
  const depths: string[] = [];
  if (response === null) {
    abort.abort();
    await asked.catch(() => undefined);
    must(/^\/api\/events\b/i.test(decoded(url)), 'no answer comes');
    depths.push('stream');
  } else {
    checkAnswer(response);
    rig.said.also(`${textOf(response.headers)} ${response.body}`);
    depths.push(String(response.statusCode));
  }
  await rig.settle();
  return depths;
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '');
  } catch {
    return url;
  }
}

/** @returns null for an answer that does not end by itself: an event stream */
export async function soon(
  asked: Promise<LightMyRequestResponse>,
  turns = 50,
): Promise<LightMyRequestResponse | null> {
  const held: LightMyRequestResponse[] = [];
  const answered = asked.then((response) => held.push(response));
  // The rejection is reported below, or it is the end of an aborted stream.
  answered.catch(() => undefined);
  for (let turn = 0; turn < turns && held.length === 0; turn += 1) {
    await Promise.race([answered, new Promise((resolve) => setImmediate(resolve))]);
  }
  return held[0] ?? null;
}

export const rest: FuzzTarget<Request> = {
  name: 'rest',
  generate,
  growing: {
    'a long order number': (size) => ({ ...plain, url: `/api/orders/${'1'.repeat(size)}/calls` }),
    'percent signs': (size) => ({ ...plain, url: `/api/orders/${'%'.repeat(size / 2)}/calls` }),
    'a long query': (size) => ({
      ...plain,
      method: 'GET',
      body: null,
      url: `/api/orders?${'limit=1&'.repeat(size / 10)}`,
    }),
    'unknown members': (size) => ({
      ...plain,
      body: JSON.stringify(
        Object.fromEntries(Array.from({ length: size / 16 }, (_, index) => [`m${String(index)}`, 1])),
      ),
    }),
    'deep nesting': (size) => ({
      ...plain,
      body: `{"slot":${'['.repeat(size / 2.5)}${']'.repeat(size / 2.5)}}`,
    }),
    'a long token': (size) => ({ ...plain, headers: { authorization: `Bearer ${'a'.repeat(size / 2)}=!` } }),
    'a long time': (size) => ({
      ...plain,
      method: 'GET',
      body: null,
      url: `/api/calls?from=2026-07-01T09:30:00.${'1'.repeat(size)}Z`,
    }),
  },
  open: async () => {
    const rig = new RestRig();
    await rig.app.ready();
    return { run: (input) => run(rig, input), said: () => rig.said.take(), close: () => rig.close() };
  },
};

const plain: Request = {
  method: 'POST',
  url: '/api/orders/1001/calls',
  headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json' },
  body: '{}',
  busy: false,
  address: '192.0.2.1',
};
