import { randomBytes } from 'node:crypto';
import { staticPhoneSections } from '#pbx/asterisk/ari-static-phones';
import { staticPhonesText, staticPrefix } from '#phone/model/static-phone';
import { ApiSession } from '../lab/api-session';
import { openGate, requestByGate, requestByUdp } from '../lab/foreign-sip';
import { eventually } from '../lab/eventually';
import type { Fate, ForeignRequest, PageCredentials } from '../lab/foreign-sip';
import { sampleManagers } from '../lab/sample-managers';
import { sampleShop } from '../lab/sample-shop';
import { TestLab } from './test-lab';

/*
 * The credentials of a page's phone in somebody else's SIP client, which the manager can do: through Star7's gate with the
 * session's cookie, and past it to the PBX. Nothing but the own callable orders can be called.
 */

const { orders } = sampleShop();
const ofManager = (extension: string, status = 'open') =>
  orders.filter((order) => order.managerExtension === extension && order.status === status);
const own = ofManager('105').find(({ behaviour }) => behaviour === 'answers')!;

/** Other managers' orders, closed ones, and none: each answered as unknown. */
const foreignOrders = [
  ...ofManager('101').slice(0, 2),
  ...ofManager('105', 'closed').slice(0, 1),
  { orderNumber: '99999999' },
].map(({ orderNumber }) => `*7${orderNumber}`);

/** Nobody's of the lab: Asterisk writes down what a foreign client has dialled, where other tests look for numbers of customers. */
const strangers = Array.from({ length: 8 }, (_, nth) => `+7900555010${String(nth)}`);

/** Numbers, colleagues, services and spellings that other parts of a dialplan might take. */
const targets = [
  ...new Set([
    ...foreignOrders,
    ...sampleManagers.map(({ extension }) => extension),
    ...strangers,
    ...strangers.map((phone) => phone.replace(/^\+7/, '8')),
    ...[
      '0',
      '00',
      '101',
      '112',
      '911',
      '*',
      '*7',
      '*70',
      '*8',
      '*97',
      '#',
      '##',
      's',
      'h',
      'i',
      't',
      'fax',
      'star7-inbound',
    ],
    ...[
      '74950000000',
      '+74950000000',
      '7495000000@carrier',
      'PJSIP/carrier',
      `*7${own.orderNumber}@carrier`,
      `*8${own.orderNumber}`,
    ],
    ...[
      `%2A7${own.orderNumber}`,
      `*7${own.orderNumber};x=1`,
      `*7${own.orderNumber},1`,
      '*7../1',
      '*7%20',
      '**71001',
      '71001',
    ],
  ]),
].slice(0, 50);

const ways: readonly { name: string; of: (target: string) => ForeignRequest }[] = [
  ...['INVITE', 'REFER', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH'].map((method) => ({
    name: method,
    of: (target: string): ForeignRequest => ({
      ...{ method, target },
      headers:
        method === 'REFER'
          ? [`Refer-To: <sip:${own.phone}@star7.invalid>`]
          : method === 'SUBSCRIBE' || method === 'PUBLISH'
            ? ['Event: dialog', 'Expires: 60']
            : [],
    }),
  })),
  {
    name: 'Replaces',
    of: (target) => ({
      method: 'INVITE',
      target,
      headers: ['Replaces: abc;to-tag=1;from-tag=2', 'Require: replaces'],
    }),
  },
  { name: 'forged From', of: (target) => ({ method: 'INVITE', target, from: '101' }) },
];

let at: TestLab;
let session: ApiSession;
let page: PageCredentials;

beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  const { '105': password = '' } = at.lab.secrets.accounts;
  session = await ApiSession.signIn(at.lab.star7.httpUrl, '105', password);
});
// Orders that are not the manager's own count as guesses.
afterEach(() => at.lab.star7.mustRun(['manager', 'unlock', '--all']));
afterAll(() => at.release());

async function goOnDuty(): Promise<void> {
  page = await session.must<PageCredentials>('POST', '/api/phone');
}

async function goOffDuty(): Promise<void> {
  await session.request('DELETE', '/api/phone');
}

/** Calls over a trunk, and channels that the PBX has run through its dialplan, since its start. */
async function counts(): Promise<{ carrier: number; dialplan: number }> {
  const text = await at.lab.asterisk.cli('core show calls');
  return {
    carrier: at.lab.carrier.invites().length,
    dialplan: Number(/(\d+) calls? processed/.exec(text)?.[1] ?? NaN),
  };
}

/** Some spellings are an own order to the PBX: it may be called, and nobody else. */
async function ownIsCalled(): Promise<void> {
  // A call has no order yet while it is looked up.
  const call = await at.callThat(
    'extension=105&limit=1',
    ({ phase, orderNumber }) => phase !== 'ended' && orderNumber !== null,
  );
  expect(call.orderNumber).toBe(own.orderNumber);
  await at.request('DELETE', `/api/calls/${call.id}`);
  await at.nothingLeft(call.id);
}

/** Calls over a trunk to anybody but the customer of the own order. */
const toOthers = () =>
  at.lab.carrier.invites().filter(({ startLine }) => !startLine.includes(own.phone.slice(-10))).length;

/** @param atOnce for each target, all ways but the first: the gate has one connection of a session, the PBX takes many */
async function tryAll(send: (asked: ForeignRequest) => Promise<Fate>, atOnce: boolean) {
  const fates = new Map<string, number>();
  let tries = 0;
  const tryOne = async ({ name, of }: (typeof ways)[number], target: string): Promise<void> => {
    const fate = await send(of(target));
    tries += 1;
    const key = `${name} ${String(fate)}`;
    fates.set(key, (fates.get(key) ?? 0) + 1);
    // An announcement is early media (183): the reason why nobody is called.
    if (fate === 180 || fate === 200) await ownIsCalled();
  };
  const [invite, ...others] = ways;
  for (const target of targets) {
    await tryOne(invite!, target);
    if (atOnce) await Promise.all(others.map((way) => tryOne(way, target)));
    else for (const way of others) await tryOne(way, target);
  }
  return { tries, fates };
}

const byGate = (asked: ForeignRequest) => requestByGate(at.lab.star7.httpUrl, session.cookie, page, asked);
const byUdp = (asked: ForeignRequest) => requestByUdp(at.lab.ports.sip, page, asked);
const doors = [
  { name: 'through the gate', send: byGate, atOnce: false },
  { name: 'past it, to the PBX', send: byUdp, atOnce: true },
] as const;

/** Each target in each way, and a legal call as the control. */
async function reachNobody({ name, send, atOnce }: (typeof doors)[number]): Promise<void> {
  expect(new Set(targets).size).toBe(50);
  // The control: the same client with an own order.
  const first = await counts();
  expect([180, 200]).toContain(
    await send({ method: 'INVITE', target: `*7${own.orderNumber}`, patienceMs: 15_000 }),
  );
  await ownIsCalled();
  const before = await counts();
  expect(before.carrier - first.carrier).toBe(1);
  const others = toOthers();

  const { tries, fates } = await tryAll(send, atOnce);
  // What was announced is over.
  await eventually(async () => (await at.calls(105)).every(({ phase }) => phase === 'ended'), {
    within: 60_000,
    what: 'the end of refused calls',
  });
  const after = await counts();
  const called = toOthers() - others;
  const channels = after.dialplan - before.dialplan;
  process.stdout.write(
    `${page.endpoint.startsWith(staticPrefix) ? 'lent' : 'made'}, ${name}: ${String(tries)} tries, ${String(called)} calls to others, ${String(after.carrier - before.carrier)} to the own order, ${String(channels)} channels in the dialplan (${[...fates].map(([fate, count]) => `${fate}: ${String(count)}`).join(', ')})\n`,
  );
  expect([tries, called]).toEqual([350, 0]);
  // Short codes of orders that are not the manager's own are asked about, and refused: the phone's own channel, and no other.
  expect(channels).toBeLessThanOrEqual(
    ways.length * targets.filter((target) => target.startsWith('*7')).length,
  );
}

describe('with what Star7 makes for a session', () => {
  beforeAll(goOnDuty);
  afterAll(goOffDuty);

  test.each(doors)('$name: 50 targets in seven ways reach nobody; a legal call does', reachNobody);

  test('without the session’s cookie, or from another page, no connection is taken', async () => {
    const url = at.lab.star7.httpUrl;
    const opened: boolean[] = [];
    for (let tries = 0; tries < 50; tries += 1) {
      const cookie = tries % 2 === 0 ? {} : { cookie: `star7_session=${'a'.repeat(43)}` };
      opened.push((await openGate(url, cookie)) !== null);
    }
    opened.push(
      (await openGate(url, { cookie: session.cookie, origin: 'http://elsewhere.example' })) !== null,
    );
    process.stdout.write(
      `without a cookie: ${String(opened.length)} tries, ${String(opened.filter(Boolean).length)} connections\n`,
    );
    expect(opened.filter(Boolean)).toEqual([]);
    const socket = await openGate(url, { cookie: session.cookie });
    expect(socket).not.toBeNull();
    socket?.terminate();
  });
});

/* Sites without push configuration: the password outlasts duty, and managers who had it may know it (decision 169). */
describe('with an endpoint of pjsip.conf that is lent', () => {
  const [lent, open] = ['static-a-01', 'static-open-01'].map((endpoint) => ({
    endpoint,
    password: randomBytes(16).toString('hex'),
  })) as [PageCredentials, PageCredentials];

  beforeAll(async () => {
    const { asterisk, star7 } = at.lab;
    const sections = (phone: PageCredentials): string =>
      staticPhoneSections([phone], { ariUrl: asterisk.ariUrl, language: 'en', hasOpus: true });
    await asterisk.amend({
      // The control: the same, but for the context of a phone that may dial as it likes.
      'pjsip.conf': `${sections(lent)}\n${sections(open).replace('context=star7-short-codes', 'context=from-leaky-phones')}`,
    });
    await eventually(
      async () => (await asterisk.ari('GET', `endpoints/PJSIP/${open.endpoint}`)).status === 200,
      { within: 30_000, what: 'the endpoints' },
    );
    await star7.restartWith({ STAR7_STATIC_PHONES: staticPhonesText([lent]) });
    await goOnDuty();
    expect(page).toMatchObject(lent);
  });
  afterAll(async () => {
    await at.lab.asterisk.amend();
    await at.lab.star7.restartWith({});
  });

  test.each(doors)('$name: 50 targets in seven ways reach nobody; a legal call does', reachNobody);

  test('control: in another context the same list reaches strangers', async () => {
    const { asterisk, ports } = at.lab;
    const before = toOthers();
    await Promise.all(targets.map((target) => requestByUdp(ports.sip, open, { method: 'INVITE', target })));
    await eventually(() => toOthers() - before > 0, { within: 15_000, what: 'a call to a stranger' });
    await eventually(
      async () => {
        const { body } = await asterisk.ari('GET', 'channels');
        const left = (body as { id: string; name: string }[]).filter(({ name }) =>
          name.startsWith(`PJSIP/${open.endpoint}-`),
        );
        await Promise.all(left.map(({ id }) => asterisk.ari('DELETE', `channels/${id}`)));
        return left.length === 0;
      },
      { within: 15_000, what: 'the end of the calls' },
    );
  });

  test('off duty, the password opens nothing: not even an own order is called', async () => {
    await goOffDuty();
    const before = at.lab.carrier.invites().length;
    const asked = { method: 'INVITE', target: `*7${own.orderNumber}`, patienceMs: 15_000 };
    const fates = [await byGate(asked), await byUdp(asked)];
    expect(fates[0]).toBe('refused');
    expect([180, 200]).not.toContain(fates[1]);
    expect(at.lab.carrier.invites()).toHaveLength(before);
  });
});
