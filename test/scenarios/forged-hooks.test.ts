import { request } from 'node:http';
import { Database } from '#database/database';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import type { RestMap } from '#connectors/model/rest-map';
import { anyOrder, FakeShop } from '../fakes/fake-shop';
import type { Dialect } from '../fakes/fake-shop';
import { amocrmDialect, amocrmKeys } from '../fakes/amocrm-dialect';
import { bitrix24Dialect, bitrix24Keys, bitrixDialect, bitrixKeys } from '../fakes/bitrix-dialect';
import { insalesDialect, insalesKeys } from '../fakes/insales-dialect';
import { moyskladDialect, moyskladKeys } from '../fakes/moysklad-dialect';
import { restDialect, restKeys, restMap } from '../fakes/rest-dialect';
import { shopifyDialect, shopifyKeys } from '../fakes/shopify-dialect';
import { wooDialect, wooKeys } from '../fakes/woo-dialect';
import { ApiSession } from '../lab/api-session';
import { Lab } from '../lab/lab';
import { printBars } from '../run/bars';
import type { Bar } from '../run/bars';
import { testLabOptions } from './test-lab';

/*
 * Webhooks that are not the shop's, against a running Star7 and its database: whatever is wrong with one, it is refused, and no table of
 * orders or shops has a row more.
 */

interface HookKind {
  kind: ConnectorKindName;
  dialect: Dialect;
  keys: Readonly<Record<string, string>>;
  map?: RestMap;
  /** The key that signs or is shown, where it is not the secret that Star7 gives. */
  signedWith?: string;
  /** Milliseconds from which its webhooks are too old, where they say when they were sent: Shopify repeats its own for four hours. */
  staleAfter?: number;
}

const signed: readonly HookKind[] = [
  { kind: 'woocommerce', dialect: wooDialect, keys: wooKeys },
  {
    ...{ kind: 'shopify', dialect: shopifyDialect, keys: shopifyKeys, staleAfter: 5 * 3600_000 },
    signedWith: shopifyKeys.appSecret,
  },
  { kind: 'rest', dialect: restDialect, keys: restKeys, map: restMap, staleAfter: 300_000 },
];
/** They show a token that signs no bytes. */
const shown: readonly HookKind[] = [
  {
    ...{ kind: 'bitrix24', dialect: bitrix24Dialect, keys: bitrix24Keys },
    signedWith: bitrix24Keys.applicationToken,
  },
];
/** They prove nothing: who does not know the address reaches nothing. */
const addressed: readonly HookKind[] = [
  { kind: 'bitrix', dialect: bitrixDialect, keys: bitrixKeys },
  { kind: 'insales', dialect: insalesDialect, keys: insalesKeys },
  { kind: 'moysklad', dialect: moyskladDialect, keys: moyskladKeys },
  { kind: 'amocrm', dialect: amocrmDialect, keys: amocrmKeys },
];

const bars: Bar[] = [];
let lab: Lab;
let administrator: ApiSession;
let database: Database;
const added: number[] = [];

beforeAll(async () => {
  lab = Lab.attach(process.env['STAR7_TEST_LAB'] ?? testLabOptions.directory);
  await lab.openAccounts();
  const password = lab.secrets.accounts['administrator'] ?? '';
  administrator = await ApiSession.signIn(lab.star7.httpUrl, 'administrator', password);
  database = Database.connect(lab.star7.env['STAR7_DATABASE_URL'] ?? '', { silenceMs: null });
});
afterAll(async () => {
  printBars('Webhooks that are not the shop’s', bars);
  for (const id of added) await administrator.must('DELETE', `/api/connectors/${String(id)}`);
  await database.close();
  lab.release();
});

/** Rows of all tables that a webhook could reach. */
async function rows(): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()
        AND (table_name LIKE 'connector%' OR table_name LIKE 'order%' OR table_name LIKE 'contact%') ORDER BY name`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${name}`);
    counts[name] = row?.count ?? -1;
  }
  return counts;
}

/** From an address of its own: failures are counted by address, and other suites send wrong webhooks too. */
function send(
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
  localAddress: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, localAddress }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

interface Sent {
  body: Buffer;
  headers: Readonly<Record<string, string>>;
}

/** A shop that nobody listens for, so that what a genuine webhook leaves stays; and how it signs. */
async function shopOf({ kind, dialect, keys, map, signedWith }: HookKind) {
  const { connector, hook } = await administrator.must<{
    connector: { id: number };
    hook: { path: string; secret: string };
  }>('POST', '/api/connectors', {
    ...{ kind, name: `hooks ${kind}`, address: 'http://127.0.0.1:9', keys },
    ...(map && { map }),
  });
  added.push(connector.id);
  const order = new FakeShop(dialect).place(anyOrder(1));
  const secret = signedWith ?? hook.secret;
  const hookWith = (key = secret, ago = 0): Sent => {
    const { body, headers } = dialect.hook(order, key, Date.now() - ago);
    return { body: Buffer.from(body), headers };
  };
  return { url: `${lab.star7.httpUrl}${hook.path}`, secret, hookWith };
}

/** Sends what is wrong and then, as the control, what is right: that alone leaves a row. */
async function expectRefused(
  { kind, from }: { kind: string; from: string },
  status: number,
  wrong: readonly (Sent & { url: string })[],
  genuine: Sent & { url: string },
): Promise<void> {
  const before = await rows();
  const statuses: number[] = [];
  for (const each of wrong) statuses.push(await send(each.url, each.body, each.headers, from));
  const after = await rows();
  bars.push({
    promised: `${kind}: ${String(wrong.length)} webhooks, each with one thing wrong: ${String(status)}, and no row more`,
    found: `${[...new Set(statuses)].join(', ')}; rows ${JSON.stringify(before) === JSON.stringify(after) ? 'as before' : 'changed'}`,
    isHeld: statuses.every((each) => each === status),
  });
  expect(statuses).toEqual(wrong.map(() => status));
  expect(after).toEqual(before);
  expect(await send(genuine.url, genuine.body, genuine.headers, from)).toBe(200);
  expect(await rows()).toEqual({ ...before, connector_hints: (before['connector_hints'] ?? 0) + 1 });
}

/** Failures are counted by address. */
function fromOwnAddress(kinds: readonly HookKind[], network: number) {
  return kinds.map((each, nth) => ({ ...each, from: `127.0.${String(network)}.${String(nth + 1)}` }));
}

test.each(fromOwnAddress(signed, 7))(
  '$kind: a wrong signature, a replay, one changed byte: 401, and nothing stored',
  async (each) => {
    const { url, secret, hookWith } = await shopOf(each);
    const { body, headers } = hookWith();
    const wrong = [
      hookWith('another secret'),
      { body, headers: { 'content-type': 'application/json' } },
      { body: Buffer.alloc(0), headers },
      ...[0, Math.floor(body.length / 2), body.length - 1].map((at) => ({
        headers,
        body: Buffer.from(body.map((byte, index) => (index === at ? byte ^ 1 : byte))),
      })),
      { body: Buffer.concat([body, Buffer.from(' ')]), headers },
      ...Object.entries(headers)
        .filter(([name]) => /signature|hmac/.test(name))
        .map(([name, text]) => ({ body, headers: { ...headers, [name]: oneLetterOff(text) } })),
      ...(each.staleAfter === undefined ? [] : [hookWith(secret, each.staleAfter + 1000)]),
    ];
    await expectRefused(
      each,
      401,
      wrong.map((one) => ({ ...one, url })),
      { body, headers, url },
    );
  },
);

test.each(fromOwnAddress(shown, 8))(
  '$kind: a wrong token, none, one letter of it changed: 401, and nothing stored',
  async (each) => {
    const { url, secret, hookWith } = await shopOf(each);
    const { body, headers } = hookWith();
    const wrong = [
      hookWith('another token'),
      hookWith(''),
      hookWith(oneLetterOff(secret)),
      { body: Buffer.alloc(0), headers },
    ];
    await expectRefused(
      each,
      401,
      wrong.map((one) => ({ ...one, url })),
      { body, headers, url },
    );
  },
);

test.each(fromOwnAddress(addressed, 9))(
  '$kind: an address with one letter changed is unknown, and nothing is stored',
  async (each) => {
    const { url, hookWith } = await shopOf(each);
    const genuine = hookWith();
    const wrong = [oneLetterOff(url), url.slice(0, -1), `${url}a`].map((one) => ({ ...genuine, url: one }));
    await expectRefused(each, 404, wrong, { ...genuine, url });
  },
);

/** The last letter of a signature, of which hex and base64 without padding differ by one bit at most. */
function oneLetterOff(text: string): string {
  const at = text.replace(/=+$/, '').length - 1;
  const letter = text[at] === 'a' ? 'b' : 'a';
  return text.slice(0, at) + letter + text.slice(at + 1);
}
