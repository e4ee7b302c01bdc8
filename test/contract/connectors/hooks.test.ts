import { request } from 'node:http';
import { Database } from '#database/database';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import type { RestMap } from '#connectors/model/rest-map';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import type { Dialect } from '../../fakes/fake-shop';
import { restDialect, restKeys, restMap } from '../../fakes/rest-dialect';
import { shopifyDialect, shopifyKeys } from '../../fakes/shopify-dialect';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { ApiSession } from '../../lab/api-session';
import { Lab } from '../../lab/lab';
import { printBars } from '../../run/bars';
import type { Bar } from '../../run/bars';
import { testLabOptions } from '../../scenarios/test-lab';

/*
 * Webhooks that are not the shop's, against a running Star7 and its database: whatever is wrong with one, it gets 401, and no table of
 * orders or shops has a row more.
 */

interface SignedKind {
  kind: ConnectorKindName;
  dialect: Dialect;
  keys: Readonly<Record<string, string>>;
  map?: RestMap;
  /** The key that signs, where it is not the secret that Star7 gives. */
  signedWith?: string;
  /** Milliseconds from which its webhooks are too old, where they say when they were sent: Shopify repeats its own for four hours. */
  staleAfter?: number;
}

const kinds: readonly SignedKind[] = [
  { kind: 'woocommerce', dialect: wooDialect, keys: wooKeys },
  {
    ...{ kind: 'shopify', dialect: shopifyDialect, keys: shopifyKeys, staleAfter: 5 * 3600_000 },
    signedWith: shopifyKeys.appSecret,
  },
  { kind: 'rest', dialect: restDialect, keys: restKeys, map: restMap, staleAfter: 300_000 },
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

describe.each(kinds.map((each, nth) => ({ ...each, from: `127.0.7.${String(nth + 1)}` })))(
  '$kind',
  ({ kind, dialect, keys, map, signedWith, staleAfter, from }) => {
    test('a wrong signature, a replay, one changed byte: 401, and nothing stored', async () => {
      // Nobody listens there: what a genuine webhook leaves stays.
      const { connector, hook } = await administrator.must<{
        connector: { id: number };
        hook: { path: string; secret: string };
      }>('POST', '/api/connectors', {
        ...{ kind, name: `hooks ${kind}`, address: 'http://127.0.0.1:9', keys },
        ...(map && { map }),
      });
      added.push(connector.id);
      const url = `${lab.star7.httpUrl}${hook.path}`;
      const secret = signedWith ?? hook.secret;
      const order = new FakeShop(dialect).place(anyOrder(1));
      const signed = (key = secret, ago = 0) => {
        const { body, headers } = dialect.hook(order, key, Date.now() - ago);
        return { body: Buffer.from(body), headers };
      };
      const { body, headers } = signed();
      const wrong = [
        signed('another secret'),
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
        ...(staleAfter === undefined ? [] : [signed(secret, staleAfter + 1000)]),
      ];
      const before = await rows();
      const statuses: number[] = [];
      for (const each of wrong) statuses.push(await send(url, each.body, each.headers, from));
      const after = await rows();
      bars.push({
        promised: `${kind}: ${String(wrong.length)} webhooks, each with one thing wrong: 401, and no row more`,
        found: `${[...new Set(statuses)].join(', ')}; rows ${JSON.stringify(before) === JSON.stringify(after) ? 'as before' : 'changed'}`,
        isHeld: statuses.every((status) => status === 401),
      });
      expect(statuses).toEqual(wrong.map(() => 401));
      expect(after).toEqual(before);
      // Control: the same bytes with nothing wrong are taken, and leave a row.
      expect(await send(url, body, headers, from)).toBe(200);
      expect(await rows()).toEqual({ ...before, connector_hints: (before['connector_hints'] ?? 0) + 1 });
    });
  },
);

/** The last letter of a signature, of which hex and base64 without padding differ by one bit at most. */
function oneLetterOff(text: string): string {
  const at = text.replace(/=+$/, '').length - 1;
  const letter = text[at] === 'a' ? 'b' : 'a';
  return text.slice(0, at) + letter + text.slice(at + 1);
}
