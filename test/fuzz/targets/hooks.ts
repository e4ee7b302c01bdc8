import type { LightMyRequestResponse } from 'fastify';
import { connectorKindNames, kindTraits } from '#connectors/model/connector-kinds';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import type { Random } from '#kernel/random';
import { ShopKeys } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import type { Dialect } from '../../fakes/fake-shop';
import { amocrmDialect } from '../../fakes/amocrm-dialect';
import { bitrix24Dialect, bitrixDialect } from '../../fakes/bitrix-dialect';
import { insalesDialect } from '../../fakes/insales-dialect';
import { moyskladDialect } from '../../fakes/moysklad-dialect';
import { restDialect, restMap } from '../../fakes/rest-dialect';
import { shopifyDialect } from '../../fakes/shopify-dialect';
import { wooDialect } from '../../fakes/woo-dialect';
import { plainSettings } from '../../unit/connectors/sync-rig';
import { canaryAddress, canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, mutatedJson, nastyWords } from '../mutation';
import { RestRig } from './rest-rig';

interface HookInput {
  kind: ConnectorKindName;
  body: string;
  headers: Record<string, string>;
  /** The bytes that the shop has sent. */
  sent: string;
  address: string;
}

const secret = 'the secret of the shop';
/** Kinds that send none are sent these, too. */
const dialects: Partial<Record<ConnectorKindName, Dialect>> = {
  woocommerce: wooDialect,
  shopify: shopifyDialect,
  rest: restDialect,
  bitrix24: bitrix24Dialect,
  bitrix: bitrixDialect,
  insales: insalesDialect,
  moysklad: moyskladDialect,
  amocrm: amocrmDialect,
};
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  '',
  '/',
];

/** As the shop sends it, now: the routes go by the clock of this process. */
function genuine(random: Random, kind: ConnectorKindName) {
  const known = Object.values(dialects);
  const dialect = dialects[kind] ?? random.pick(known);
  const [phone] = canaryNumbers;
  const order = new FakeShop(dialect).place({ ...anyOrder(1), phone, email: canaryAddress });
  return dialect.hook(order, secret, Date.now());
}

/** Whether anything may stay of a body: of signed ones of no other bytes, and of those with a token never without it. */
function mayStay({ kind, body, sent }: HookInput): boolean {
  if (kind === 'bitrix24') {
    const form = new URLSearchParams(Buffer.from(body, 'latin1').toString('utf8'));
    return form.get('auth[application_token]') === secret;
  }
  const { hooks } = kindTraits[kind];
  return hooks === 'address' || (hooks !== 'none' && body === sent);
}

function generate(random: Random): HookInput {
  const kind = random.pick(connectorKindNames);
  const { body, headers } = genuine(random, kind);
  // So many that hardly one is refused for its failures before.
  const address = ['10', ...random.list(3, () => String(random.int(256)))].join('.');
  const sent = bytesOf(body);
  const shape = random.int(8);
  if (shape === 0) return { kind, body: sent, headers, sent, address };
  const isForm = headers['content-type'] === types[1];
  const other = [
    () => mutatedBytes(random, sent, [...nastyWords, ...canaryWords]),
    () => (isForm ? mutatedBytes(random, sent, ['&', '=', '[', ']']) : bytesOf(mutatedText(random, body))),
    () =>
      `event=update&leads[update][0][id]=${random.pick(canaryWords)}&webhook_id=${String(random.int(1000))}`,
    () => '['.repeat(random.size(100_000)),
    () => `{"id":${'9'.repeat(random.size(5000))}}`,
    () => Buffer.from(body, 'utf16le').toString('latin1'),
    () => '',
  ];
  const text = (other[shape % other.length] ?? (() => ''))();
  const changed = { ...headers, 'content-type': random.pick(types) };
  for (const name of Object.keys(changed))
    if (random.chance(0.2))
      changed[name as keyof typeof changed] = random.pick([...nastyWords, ...canaryWords]);
  return { kind, body: text, headers: changed, sent, address };
}

function mutatedText(random: Random, body: string): string {
  return JSON.stringify(mutatedJson(random, JSON.parse(body)));
}

async function run(rig: RestRig, input: HookInput): Promise<string[]> {
  const { kind, body, headers, address } = input;
  const id = connectorKindNames.indexOf(kind) + 1;
  const shop = rig.administration.shops.one(id);
  const before = shop.hints.size;
  let answer: LightMyRequestResponse;
  try {
    answer = await rig.app.inject({
      method: 'POST',
      url: `/api/connector-hooks/${kind}`,
      payload: Buffer.from(body, 'latin1'),
      headers: Object.fromEntries(
        Object.entries(headers).filter(([, value]) => /^[\t\x20-\x7e]*$/.test(value)),
      ),
      remoteAddress: address,
    });
  } catch {
    // A header that no client can send.
    return ['not-sent'];
  }
  rig.said.also(answer.body);
  must(answer.statusCode < 500, 'an answer is a fault of the server');
  const isStored = shop.hints.size > before;
  must(!isStored || mayStay(input), 'what the shop has not sent is stored');
  // Of what the shop has sent, ids alone; who only knows its address, or token, may send any id.
  if (body === input.sent) rig.said.also(JSON.stringify([...shop.hints.values()]));
  shop.hints.clear();
  await rig.settle();
  return [String(answer.statusCode), ...(isStored ? [`${kind} stored`] : [])];
}

export const hooks: FuzzTarget<HookInput> = {
  name: 'hooks',
  generate,
  growing: {
    'a long body': (size) => unsigned('a'.repeat(size)),
    'deep JSON': (size) => unsigned('['.repeat(size)),
    'many fields of a form': (size) => unsigned('a=1&'.repeat(size / 4)),
  },
  open: async () => {
    const rig = new RestRig();
    for (const kind of connectorKindNames) {
      await rig.administration.shops.add(
        { ...plainSettings, kind, map: kind === 'rest' ? restMap : null },
        new ShopKeys({ hookSecret: secret, appSecret: secret, applicationToken: secret }),
        kind,
        0,
      );
    }
    return { run: (input) => run(rig, input), said: () => rig.said.take(), close: () => rig.close() };
  },
};

function unsigned(body: string): HookInput {
  return { kind: 'woocommerce', body, headers: {}, sent: '', address: '192.0.2.1' };
}
