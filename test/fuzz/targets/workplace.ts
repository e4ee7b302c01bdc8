import type { FastifyInstance } from 'fastify';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, mutatedJson, mutatedText, nastyValue, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { textOf } from '../said-log';
import { checkAnswer, soon } from './rest';
import { password, people, WorkplaceRig } from './workplace-rig';
import type { Login, SignedIn } from './workplace-rig';

/** A request of a page. In headers, SESSION and CSRF are replaced with those of `who`. */
interface Request {
  who: Login;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Bytes; null for no body. */
  body: string | null;
  address: string;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const header = 'order_number,customer_name,phone,manager_extension';
const files = [
  '',
  header,
  `${header}\n1,Anna,${canaryNumbers[0]},101\n`,
  `${header}\n1,Anna ${canaryNumbers[1]},${canaryNumbers[0]},101\n2,,x,102\n`,
];
const manager = { extension: '103', name: 'Boris', language: 'en', did: '74951234567', autoAnswer: true };
const account = { login: 'ivanova', name: 'Olga', role: 'supervisor', mayExport: true };
const outcome = {
  ...{ slug: 'confirmed', label: { ru: 'Да', en: 'Yes' }, movesTo: 'done' },
  ...{ asksTime: false, delayMinutes: null, doNotCall: false },
};
const signIn = { login: '101', password };

/** Method, path, bodies, and the login where only one may send it. */
const requests: readonly (readonly [string, readonly unknown[], Login?])[] = [
  [
    'POST /api/session',
    [signIn, signIn, { ...signIn, password: 'wrong' }, { login: 'careful', password, code: '123456' }],
  ],
  [
    'POST /api/session',
    [
      { login: 'orlov', password },
      { login: 'careful', password },
    ],
  ],
  ['GET /api/session', []],
  ['DELETE /api/session', [{}]],
  ['PUT /api/session/password', [{ current: password, new: 'another horse battery' }]],
  [
    'PUT /api/session/password',
    [
      { current: 'wrong', new: password },
      { current: password, new: 'short' },
    ],
  ],
  ['GET /api/terms', []],
  ['PUT /api/session/terms', [{ version: 1 }, { version: 2 }]],
  ['POST /api/session/totp', [{ password }, { password: 'wrong' }, {}]],
  ['PUT /api/session/totp', [{ code: '000000' }]],
  ['DELETE /api/session/totp', [{ password }, { password: 'wrong' }], 'careful'],
  ['PATCH /api/session/preferences', [{ language: 'en' }, { colorScheme: 'dark' }]],
  ...['/board', '/people', '/statistics', '/notes', '/contact-changes', '/audit', '/audit/chain'].map(
    (path) => [`GET /api${path}`, [], 'orlov'] as const,
  ),
  ['POST /api/audit/chain', [{}], 'orlov'],
  ['GET /api/calls.csv', [], 'orlov'],
  ['GET /api/managers', [], 'petrova'],
  [
    'POST /api/managers',
    [manager, { ...manager, extension: '101' }, { ...manager, extension: 'orlov' }],
    'petrova',
  ],
  ['PATCH /api/managers/NAME', [{ name: 'Clara' }, { maxCallsHour: 3, did: null }], 'petrova'],
  ['POST /api/managers/NAME/disable', [{}], 'petrova'],
  ['POST /api/managers/NAME/reset', [{}], 'petrova'],
  ['GET /api/accounts', [], 'petrova'],
  ['POST /api/accounts', [account, { ...account, login: 'orlov' }, { ...account, login: '105' }], 'petrova'],
  ['PATCH /api/accounts/NAME', [{ name: 'Clara' }, { role: 'administrator' }], 'petrova'],
  ['POST /api/accounts/NAME/disable', [{}], 'petrova'],
  ['POST /api/accounts/NAME/reset', [{}], 'petrova'],
  ['GET /api/settings', [], 'petrova'],
  ['PATCH /api/settings', [{ callsPerHour: 40, callingHours: null }, { callingHours: 'x' }], 'petrova'],
  ['PATCH /api/settings', [{ terms: { ru: 'Да', en: 'Yes' } }, { defaultTimeZone: 'x' }], 'petrova'],
  ['GET /api/settings/outcomes', [], 'petrova'],
  ['PUT /api/settings/outcomes', [{ items: [outcome] }, { items: [outcome, outcome] }], 'petrova'],
  ['POST /api/imports', files, 'petrova'],
  ['POST /api/imports', files, 'petrova'],
  ['GET /api/imports', [], 'petrova'],
  ['GET /api/imports/1', [], 'petrova'],
  ['GET /api/imports/1/rejects.csv', [], 'petrova'],
  ['GET /api/pbx', [], 'petrova'],
  ['GET /api/doctor', [], 'petrova'],
  ['POST /api/doctor', [{}], 'petrova'],
];

const queries = [
  ...['limit=1', 'limit=0', 'after=x', 'disabledToo=true', 'disabledToo=x', 'hidden=true', 'hidden=false'],
  ...['from=2026-07-01T00:00:00Z&to=2026-07-02T00:00:00Z&timeZone=UTC', 'timeZone=x', 'extension=101'],
  ...['actor=manager:101', 'action=order.view', 'subject=order:1001', 'utcOffsetMinutes=180'],
  'utcOffsetMinutes=x',
];

/** The answer may contain names that the request gave. */
const naming = /^\/api\/(managers|accounts|settings)\b/;

function generate(random: Random): Request {
  const [line, bodies, only] = random.pick(requests);
  const [usual = '', path = ''] = line.split(' ');
  const method = random.chance(0.95) ? usual : random.pick(methods);
  const isFile = path === '/api/imports' && usual === 'POST';
  const body = isFile ? fileOf(random) : bodyOf(random, bodies);
  return {
    who: only !== undefined && random.chance(0.9) ? only : random.pick(people),
    method,
    url: urlOf(random, path),
    headers: headersOf(random, isFile ? 'text/csv' : 'application/json'),
    body: method === 'GET' || method === 'HEAD' ? null : body,
    address: `192.0.2.${String(random.int(200))}`,
  };
}

function urlOf(random: Random, path: string): string {
  const name = random.chance(0.7)
    ? random.pick(['101', 'orlov', '999'])
    : random.pick([...canaryWords, ...nastyWords, mutatedText(random, 'orlov')]);
  let url = path.replace('NAME', () => encoded(name));
  if (random.chance(0.3)) {
    const value = random.chance(0.7)
      ? random.pick(queries)
      : `${random.pick(['actor', 'subject', 'extension', 'after', 'timeZone', 'from'])}=${encoded(random.pick([...canaryWords, ...nastyWords]))}`;
    url += `?${value}`;
  }
  if (random.chance(0.03)) url = mutatedText(random, url, ['/', '..', '%2F', '?', ';']);
  return `/${url.replace(/^\/+/, '').replace(/[^\x21-\x7e]|\\/g, encoded)}`;
}

/** A URL cannot contain a lone surrogate. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function headersOf(random: Random, type: string): Record<string, string> {
  const odd = (): string => random.pick([...nastyWords, ...canaryWords, mutatedText(random, 'SESSION')]);
  const headers: Record<string, string> = {};
  if (random.chance(0.95)) headers['content-type'] = random.chance(0.95) ? type : odd();
  const cookies = [
    ...(random.chance(0.95) ? ['star7_session=SESSION'] : [`star7_session=${odd()}`]),
    ...random.list(random.size(4) - 1, () => `${random.pick(['a', 'star7_session', odd()])}=${odd()}`),
  ];
  if (random.chance(0.97)) headers['cookie'] = cookies.join(random.pick(['; ', '; ', ';', ',']));
  if (random.chance(0.95)) headers['x-star7-csrf'] = random.chance(0.95) ? 'CSRF' : odd();
  if (random.chance(0.5)) {
    headers['sec-fetch-site'] = random.chance(0.9)
      ? 'same-origin'
      : random.pick(['cross-site', 'same-site', 'none', odd()]);
  }
  if (random.chance(0.1)) headers['x-star7-background'] = odd();
  if (random.chance(0.1)) headers['origin'] = random.pick(['https://example.test', odd()]);
  if (random.chance(0.05)) headers['x-forwarded-proto'] = random.pick(['https', odd()]);
  if (random.chance(0.01)) headers['authorization'] = `Bearer ${odd()}`;
  for (const [name, value] of Object.entries(headers)) headers[name] = value.replace(/[^\x20-\x7e]/g, '?');
  return headers;
}

function fileOf(random: Random): string {
  const file = bytesOf(random.pick(files));
  return random.chance(0.5) ? file : mutatedBytes(random, file, [',', ';', '\n', '"', '101', header]);
}

function bodyOf(random: Random, bodies: readonly unknown[]): string | null {
  const body = bodies.length === 0 ? {} : random.pick(bodies);
  switch (random.int(12)) {
    case 0:
      return bytesOf(JSON.stringify(nastyValue(random)));
    case 1:
    case 2:
    case 3:
      return bytesOf(JSON.stringify(mutatedJson(random, body)));
    case 4:
      return mutatedBytes(random, bytesOf(JSON.stringify(body)), ['{', '"name":"', '__proto__', '\\u0000']);
    case 5:
      return '{"a":'.repeat(random.size(4000));
    case 6:
      return null;
    default:
      return bytesOf(JSON.stringify(body));
  }
}

async function run(rig: WorkplaceRig, input: Request): Promise<string[]> {
  await rig.restore();
  const browser = await rig.signIn(input.who);
  const { method, url, body, address } = input;
  const response = await soon(
    rig.app.inject({
      method: method as 'GET',
      url,
      headers: filledIn(input.headers, browser),
      ...(body === null ? {} : { payload: Buffer.from(body, 'latin1') }),
      remoteAddress: address,
    }),
    2_000,
  );
  must(response !== null, 'no answer comes');
  checkAnswer(response);
  const done = response.statusCode < 300;
  const path = url.split('?')[0] ?? '';
  rig.keepSecrets(
    {
      body: response.body,
      names: done && method !== 'GET' && naming.test(path),
      givesPassword: done && /^\/api\/(managers|accounts)(\/[^/]+\/reset)?$/.test(path),
    },
    browser,
  );
  rig.said.also(textOf({ ...response.headers, 'set-cookie': null, location: null }));
  await rig.sessions.end(browser.token);
  await rig.clock.pass(1_000);
  await rig.settle();
  return [String(response.statusCode), ...reached(method, path, response.body, done)];
}

/** Depths besides the status: which checks it passed, and what it did. */
function reached(method: string, path: string, body: string, done: boolean): string[] {
  if (!done) return [/"slug":"([a-z-]+)"/.exec(body)?.[1] ?? 'no-slug'];
  if (method === 'GET') return [];
  const what = path.split('/')[2] ?? '';
  return [`${method} ${what}`, ...(body.includes('"state":"done"') ? ['imported'] : [])];
}

function filledIn(headers: Record<string, string>, { token, csrf }: SignedIn): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('SESSION', token).replace('CSRF', csrf),
    ]),
  );
}

const plain: Request = {
  who: 'petrova',
  method: 'POST',
  url: '/api/managers',
  headers: { cookie: 'star7_session=SESSION', 'x-star7-csrf': 'CSRF', 'content-type': 'application/json' },
  body: JSON.stringify(manager),
  address: '192.0.2.1',
};

/** @param change adds to the server before it listens */
function workplaceWith(name: string, change: (app: FastifyInstance) => void): FuzzTarget<Request> {
  return {
    name,
    generate,
    growing: {
      'many cookies': (size) => ({
        ...plain,
        headers: { ...plain.headers, cookie: `${'a=b; '.repeat(size / 5)}star7_session=SESSION` },
      }),
      'a long cookie': (size) => ({
        ...plain,
        headers: { ...plain.headers, cookie: `star7_session=${'%41'.repeat(size / 3)}` },
      }),
      'a long CSRF token': (size) => ({
        ...plain,
        headers: { ...plain.headers, 'x-star7-csrf': 'C'.repeat(size) },
      }),
      'a long name': (size) => ({ ...plain, body: JSON.stringify({ ...manager, name: 'x'.repeat(size) }) }),
      'a long login': (size) => ({
        ...plain,
        url: '/api/session',
        body: JSON.stringify({ login: 'x'.repeat(size), password }),
      }),
      'many outcomes': (size) => ({
        ...plain,
        method: 'PUT',
        url: '/api/settings/outcomes',
        body: JSON.stringify({ items: Array.from({ length: size / 100 }, () => outcome) }),
      }),
      'a long row': (size) => ({
        ...plain,
        url: '/api/imports',
        headers: { ...plain.headers, 'content-type': 'text/csv' },
        body: `${header}\n${'x,'.repeat(size / 2)}\n`,
      }),
    },
    open: async () => {
      const rig = new WorkplaceRig();
      change(rig.app);
      await rig.app.ready();
      return { run: (input) => run(rig, input), said: () => rig.said.take(), close: () => rig.close() };
    },
  };
}

export const workplace = workplaceWith('workplace', () => undefined);

/* Deliberately broken: harness.test.ts must detect each. */

/** Errors that echo the request. */
export const workplaceEchoes = workplaceWith('workplaceEchoes', (app) => {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode !== 400) done(null, payload);
    else done(null, JSON.stringify({ slug: 'invalid-request', sent: request.body }));
  });
});

/** Errors that contain the session. */
export const workplaceTellsSession = workplaceWith('workplaceTellsSession', (app) => {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode !== 400) done(null, payload);
    else done(null, JSON.stringify({ slug: 'invalid-request', session: request.headers.cookie }));
  });
});
