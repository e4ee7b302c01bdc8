import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { phoneTone } from '../lab/phone';
import { sampleShop } from '../lab/sample-shop';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';
import { LeakWatch } from './leak-watch';
import { TestLab } from './test-lab';

/*
 * A supervisor listens, whispers and joins, by the phone 105. Everybody says a tone of their own: who hears whom is measured.
 */

let at: TestLab;
let carrier: SpeakingCarrier;
let supervisor: ApiSession;
let admin: ApiSession;
beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  // Conversations last longer here than in other tests.
  await at.lab.star7.restartWith({ STAR7_MAX_CALL_SECONDS: '120', STAR7_RING_SECONDS_MANAGER: '20' });
  const signIn = (login: string): Promise<ApiSession> =>
    ApiSession.signIn(at.lab.star7.httpUrl, login, at.lab.secrets.accounts[login] ?? '');
  [supervisor, admin] = await Promise.all([signIn('supervisor'), signIn('administrator')]);
  await admin.must('PATCH', '/api/accounts/supervisor', { phone: '105' });
  await at.lab.carrier.stop();
  carrier = await SpeakingCarrier.start({ own: at.lab.ports.carrier, pbx: at.lab.ports.sip });
  await at.phone(101).answerMode('auto');
  await at.phone(105).command('reginfo');
});
afterEach(async () => {
  await Promise.all([101, 105].map((extension) => at.onHook(extension)));
});
afterAll(async () => {
  await at.phone(101).answerMode('manual');
  await policy(null);
  await admin.must('PATCH', '/api/accounts/supervisor', { phone: null });
  await carrier.stop();
  await at.lab.carrier.start();
  await at.lab.star7.restartWith({});
  await at.release();
});

const shop = sampleShop();
const order = shop.orders.find(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === '101' && status === 'open' && behaviour === 'answers',
)!;
const customer = order.phone.slice(1);
/** Hz. */
const tones = { customer: 1100, manager: phoneTone('101'), supervisor: phoneTone('105') } as const;
/** A tone as loud as this is heard, of 8,000; whatever is softer is a packet that was late on a busy machine. */
const audible = 1_500;
const inaudible = 400;

async function policy(value: 'off' | 'announced' | 'silent' | null): Promise<void> {
  await admin.must('PATCH', '/api/settings', { supervisorListening: value });
}

/** Manager 101 talks with the customer. */
async function talking(): Promise<string> {
  carrier.says(customer, toneOf(tones.customer, 110));
  const response = await at.request('POST', `/api/orders/${order.orderNumber}/calls`, {});
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as ApiCall;
  await phase(id, 'talking');
  return id;
}

async function phase(id: string, wanted: ApiCall['phase']): Promise<void> {
  await eventually(async () => (await at.get<ApiCall>(`/api/calls/${id}`)).phase === wanted, {
    within: 15_000,
    every: 50,
    what: `the phase ${wanted}`,
  });
}

async function mode(id: string, wanted: 'listen' | 'whisper' | 'join'): Promise<number> {
  return (await supervisor.request('PUT', `/api/calls/${id}/listener`, { mode: wanted })).status;
}

/** The supervisor's phone has rung and was answered. @returns what its display showed */
async function listens(id: string, wanted: 'listen' | 'whisper' | 'join') {
  const phone = at.phone(105);
  const since = phone.events.length;
  expect(await mode(id, wanted)).toBe(204);
  const event = await phone.incoming({ since, within: 8_000 });
  await phone.answer();
  return event;
}

type Ear = 'supervisor' | 'manager' | 'customer';

function hears(ear: Ear, tone: keyof typeof tones): number {
  const samples =
    ear === 'customer' ? carrier.heard(customer) : at.phone(ear === 'manager' ? 101 : 105).heard();
  return amplitudeOf(samples, tones[tone]);
}

/** The supervisor's legs in the record, once that is stored. */
async function supervisorLegs(id: string): Promise<Readonly<Record<string, unknown>>[]> {
  return await eventually(
    async () => {
      const legs = await at.lab.database.query('SELECT * FROM call_legs WHERE call_id = ?', [id]);
      return legs.length === 0 ? null : legs.filter((leg) => leg['party'] === 'supervisor');
    },
    { within: 5_000, every: 50, what: 'the record' },
  );
}

/** Who hears whom, once it is so: each of these hears nobody else. */
async function hearing(
  wanted: Readonly<Partial<Record<Ear, readonly (keyof typeof tones)[]>>>,
): Promise<void> {
  const ears = Object.entries(wanted) as [Ear, readonly (keyof typeof tones)[]][];
  await eventually(
    () =>
      ears.every(([ear, heard]) =>
        (['supervisor', 'manager', 'customer'] as const).every(
          (tone) =>
            ear === tone ||
            (heard.includes(tone) ? hears(ear, tone) > audible : hears(ear, tone) < inaudible),
        ),
      ),
    { within: 12_000, every: 100, what: JSON.stringify(wanted) },
  );
}

const apart = { manager: ['customer'], customer: ['manager'] } as const;

async function nothingLeft(): Promise<void> {
  await eventually(
    async () => {
      const [channels, bridges] = await Promise.all([
        at.lab.asterisk.ari('GET', 'channels'),
        at.lab.asterisk.ari('GET', 'bridges'),
      ]);
      const text = JSON.stringify([channels.body, bridges.body]);
      return !/PJSIP\/|Snoop\/|-[bl]"/.test(text);
    },
    { within: 15_000, every: 100, what: 'the end of every leg, snoop and bridge' },
  );
}

async function audited(id: string): Promise<{ action: string; detail: Record<string, unknown> }[]> {
  const { items } = await admin.must<{
    items: { action: string; subject: string | null; detail: Record<string, unknown> }[];
  }>('GET', '/api/audit?limit=100');
  return items
    .filter(({ action, subject }) => action.startsWith('call.listen') && subject === `call:${id}`)
    .reverse();
}

async function hangUp(id: string): Promise<void> {
  await at.request('DELETE', `/api/calls/${id}`);
  await phase(id, 'ended');
}

test('is off until an administrator allows it, and refused without a phone; both are in the audit log', async () => {
  const id = await talking();
  await policy('off');
  expect(await mode(id, 'listen')).toBe(403);
  await policy('silent');
  // An administrator without a phone.
  expect((await admin.request('PUT', `/api/calls/${id}/listener`, { mode: 'listen' })).status).toBe(409);
  expect((await audited(id)).map(({ action, detail }) => [action, detail['refusal']])).toEqual([
    ['call.listen-refused', 'listening-off'],
    ['call.listen-refused', 'no-own-phone'],
  ]);
  await hangUp(id);
});

test('listens, whispers, joins, by page and by keys: who hears whom, no number on the phone, and the record', async () => {
  await policy('silent');
  const id = await talking();
  const watch = await LeakWatch.begin(at, 'listening');
  const event = await listens(id, 'listen');
  expect(event.peeruri).toBe(`sip:*7${order.orderNumber}@127.0.0.1`);
  await hearing({ ...apart, supervisor: ['manager', 'customer'] });
  expect(await mode(id, 'whisper')).toBe(204);
  await hearing({ ...apart, manager: ['customer', 'supervisor'], supervisor: ['manager', 'customer'] });
  expect(await mode(id, 'join')).toBe(204);
  await hearing({
    manager: ['customer', 'supervisor'],
    customer: ['manager', 'supervisor'],
    supervisor: ['manager', 'customer'],
  });
  await at.phone(105).press('4');
  await hearing({ ...apart, supervisor: ['manager', 'customer'] });
  // A second one is refused.
  await admin.must('PATCH', '/api/accounts/administrator', { phone: '104' });
  expect((await admin.request('PUT', `/api/calls/${id}/listener`, { mode: 'listen' })).status).toBe(409);
  await admin.must('PATCH', '/api/accounts/administrator', { phone: null });

  const { leaks } = await watch.sentToAll();
  expect(leaks).toEqual([]);
  await watch.end();

  // The supervisor hangs up: the two talk on.
  await at.phone(105).hangUp();
  await hearing(apart);
  await hangUp(id);
  await nothingLeft();
  expect((await audited(id)).map(({ action, detail }) => [action, detail['mode']])).toEqual([
    ['call.listen', 'listen'],
    ['call.listen-mode', 'whisper'],
    ['call.listen-mode', 'join'],
    ['call.listen-mode', 'listen'],
    ['call.listen', 'listen'],
    ['call.listen-refused', 'listen'],
    ['call.listen-end', 'listen'],
  ]);
  const [leg] = await supervisorLegs(id);
  expect(leg).toMatchObject({ extension: '105' });
  expect(leg?.['answered_at']).not.toBeNull();
});

test('joins directly: all three hear each other, and the supervisor leaves by hanging up', async () => {
  await policy('silent');
  const id = await talking();
  await hearing(apart);
  await listens(id, 'join');
  await hearing({
    manager: ['customer', 'supervisor'],
    customer: ['manager', 'supervisor'],
    supervisor: ['manager', 'customer'],
  });
  await at.phone(105).hangUp();
  await hearing(apart);
  await hangUp(id);
  await nothingLeft();
});

test('announced: the two hear it before the supervisor hears them, and the listening ends with the talk', async () => {
  await policy('announced');
  const id = await talking();
  await hearing(apart);
  await listens(id, 'listen');
  // A sentence is neither of the tones.
  await eventually(() => speech(carrier.heard(customer)) && speech(at.phone(101).heard()), {
    within: 6_000,
    every: 30,
    what: 'the announcement for both',
  });
  await hearing({ ...apart, supervisor: ['manager', 'customer'] });
  const since = at.phone(105).events.length;
  await hangUp(id);
  await at.phone(105).event('CALL_CLOSED', { since });
  await nothingLeft();
});

/** Whether something else is heard than the tones: between them and above. */
function speech(samples: Int16Array): boolean {
  return [200, 250, 300, 550, 600, 850, 900].some((hertz) => amplitudeOf(samples, hertz, 100) > 300);
}

describe('while the customer keys a new number in, of a call that a customer made', () => {
  const did = '74950000000';
  let customers: Customers;
  beforeAll(async () => {
    const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
    customers = await Customers.start({ own, media, pbx });
    await admin.must('PUT', `/api/dids/${did}`, { overflow: 'wait' });
  });
  afterAll(async () => {
    await customers.stop();
    await at.lab.star7.run(['did', 'delete', did]);
  });

  test('who listens gets no key, no event, no read-back', async () => {
    await policy('silent');
    const call = await customers.call({ to: did, from: order.phone });
    const newest = async (): Promise<ApiCall | undefined> =>
      (await at.get<{ items: ApiCall[] }>('/api/calls?limit=1')).items[0];
    const { id } = await eventually(
      async () => {
        const found = await newest();
        return found?.phase === 'talking' ? found : null;
      },
      { within: 15_000, every: 50, what: 'the talk' },
    );
    await listens(id, 'listen');
    await eventually(() => hears('supervisor', 'manager') > audible, {
      within: 8_000,
      every: 50,
      what: 'the manager in the supervisor’s ear',
    });
    const watch = await LeakWatch.begin(at, 'listening');
    const events = async () =>
      (await watch.sentTo(105)).packets.filter(
        ({ payload }) => payload[0] === 0x80 && (payload[1]! & 0x7f) === 101,
      ).length;
    const before = await events();
    const created = await at.lab.star7.mustRun(['token', 'create', '--extension', '101', '--json']);
    const { token } = JSON.parse(created.stdout) as { token: string };
    const asked = await at.request(
      'POST',
      `/api/calls/${id}/number`,
      { slot: 'second' },
      { authorization: `Bearer ${token}` },
    );
    expect(asked.status).toBe(202);
    await phase(id, 'keying');
    // The read-back plays to the customer; the supervisor hears music, or nothing at all.
    await call.keysIn('89161029384');
    await phase(id, 'talking');
    expect(await events()).toBe(before);
    const { leaks } = await watch.sentTo(105);
    expect(leaks).toEqual([]);
    await watch.end();
    // Together again: the supervisor, too.
    await eventually(() => hears('supervisor', 'manager') > audible, {
      within: 8_000,
      every: 50,
      what: 'the manager in the supervisor’s ear again',
    });
    call.hangUp();
    await nothingLeft();
  });
});

describe('faults', () => {
  test.each(['listen', 'join'] as const)(
    'Star7 is killed while a supervisor would %s: the two talk on',
    async (how) => {
      await policy('silent');
      const id = await talking();
      await listens(id, how);
      await eventually(() => hears('supervisor', 'customer') > audible, {
        within: 8_000,
        every: 50,
        what: 'the customer in the supervisor’s ear',
      });
      const since = at.phone(105).events.length;
      await at.lab.star7.kill();
      await at.lab.star7.start();
      await at.phone(105).event('CALL_CLOSED', { since, within: 15_000 });
      await hearing(apart);
      expect((await audited(id)).at(-1)).toMatchObject({
        action: 'call.listen-end',
        detail: { interrupted: true },
      });
      await hangUp(id);
      await nothingLeft();
      const supervisors = async (): Promise<number> =>
        (
          await at.lab.database.query(
            `SELECT party FROM call_legs WHERE call_id = '${id}' AND party = 'supervisor'`,
          )
        ).length;
      await eventually(async () => (await supervisors()) > 0, { within: 10_000, what: 'the record’s legs' });
      expect(await supervisors()).toBe(1);
    },
  );

  test('Asterisk is killed: nothing is left, and the next conversation can be listened to', async () => {
    await policy('silent');
    const id = await talking();
    await listens(id, 'listen');
    await eventually(() => hears('supervisor', 'customer') > audible, {
      within: 8_000,
      every: 50,
      what: 'the customer in the supervisor’s ear',
    });
    await at.lab.asterisk.daemon.stop({ within: 2_000, signal: 'SIGKILL' });
    await at.lab.asterisk.start();
    await eventually(() => at.lab.star7.ready(), { within: 30_000, every: 100, what: 'Star7' });
    await phase(id, 'ended');
    await at.phonesBack();
    await at.phone(101).answerMode('auto');
    expect((await audited(id)).at(-1)).toMatchObject({ action: 'call.listen-end' });
    await nothingLeft();
    const next = await talking();
    await listens(next, 'listen');
    await hearing({ ...apart, supervisor: ['manager', 'customer'] });
    await hangUp(next);
    await nothingLeft();
  });
});
