import type { ApiCall } from '#calls/call-json';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { FaultLab } from './fault-lab';

/*
 * A customer is on hold or being passed on, and Star7 dies or the PBX is restarted: nobody is left with music, and each call has
 * one record.
 */

const did = '74950000000';

let faults: FaultLab;
let customers: Customers;
const tokens = new Map<string, string>();
const up: CustomerCall[] = [];
beforeAll(async () => {
  faults = await FaultLab.up();
  const { star7, ports } = faults.at.lab;
  await star7.mustRun(['did', 'set', did, '--overflow', 'wait', '--ring-seconds', '30']);
  const { stdout } = await star7.mustRun(['token', 'create', '--extension', '101', '--json']);
  tokens.set('101', (JSON.parse(stdout) as { token: string }).token);
  await star7.restart();
  customers = await Customers.start({ own: ports.customers, media: ports.customersMedia, pbx: ports.sip });
});
beforeEach(() => faults.recovered());
afterEach(async () => {
  for (const call of up.splice(0)) call.hangUp();
  await faults.repairAll();
});
afterAll(async () => {
  await customers.stop();
  await faults.down();
});

const patience = { within: 15_000, every: 50 };

async function ask(method: string, target: string, body?: object): Promise<void> {
  const { status } = await faults.at.request(method, target, body, {
    authorization: `Bearer ${tokens.get('101') ?? ''}`,
  });
  expect(status).toBe(202);
}

async function call(id: string): Promise<ApiCall> {
  return await faults.at.get<ApiCall>(`/api/calls/${id}`);
}

async function talking(): Promise<{ id: string; customer: CustomerCall }> {
  await faults.registered();
  const phone = faults.at.phone(101);
  await Promise.all([101, 102].map((extension) => faults.at.phone(extension).registered()));
  const since = phone.events.length;
  const customer = await customers.call({ to: did, from: faults.order('answers', '101').phone });
  up.push(customer);
  await phone.incoming({ since, within: patience.within });
  await phone.answer();
  const { id } = await eventually(
    async () =>
      (await faults.at.calls(101)).find((one) => one.phase === 'talking' && one.direction === 'inbound'),
    { ...patience, what: 'the conversation' },
  );
  return { id, customer };
}

/** Each state, and in which phase the call is after another process has taken it over. */
const states: Record<string, { into: (id: string) => Promise<void>; after: string }> = {
  holding: { into: (id) => ask('POST', `/api/calls/${id}/hold`), after: 'talking' },
  consulting: { into: async (id) => consult(id), after: 'talking' },
  conferring: {
    into: async (id) => {
      await consult(id);
      await ask('POST', `/api/calls/${id}/transfer/three`);
      await faults.becomes(id, 'conferring');
    },
    after: 'conferring',
  },
  transferring: {
    into: async (id) => {
      const since = faults.at.phone(102).events.length;
      await ask('POST', `/api/calls/${id}/transfer`, { kind: 'blind', extension: '102' });
      await faults.at.phone(102).incoming({ since, within: patience.within });
    },
    after: 'transferring',
  },
};

async function consult(id: string): Promise<void> {
  const phone = faults.at.phone(102);
  const since = phone.events.length;
  await ask('POST', `/api/calls/${id}/transfer`, { kind: 'attended', extension: '102' });
  await phone.incoming({ since, within: patience.within });
  await phone.answer();
  await eventually(async () => (await call(id)).colleague?.isTalking, { ...patience, what: 'the colleague' });
}

test.each(Object.entries(states))(
  'Star7 killed and started at once, %s: the customer is with somebody',
  async (state, { into, after }) => {
    const { id, customer } = await talking();
    await into(id);
    await faults.at.lab.star7.kill();
    await faults.at.lab.star7.start();
    await faults.becomes(id, after);
    if (state === 'transferring') {
      // It may have to ring again.
      await eventually(
        () =>
          faults.at
            .phone(102)
            .answer()
            .then(() => true),
        { ...patience, what: 'ringing' },
      );
      await faults.becomes(id, 'talking');
      expect(await call(id)).toMatchObject({ extension: '102' });
    }
    customer.hangUp();
    expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
    await faults.noLegLeft();
  },
);

test.each(Object.entries(states))(
  'Asterisk killed and started again, %s: one record, nothing left',
  async (_state, { into }) => {
    const { id } = await talking();
    await into(id);
    const { asterisk } = faults.at.lab;
    asterisk.daemon.signal('SIGKILL');
    await asterisk.daemon.stop({ within: 5_000, signal: 'SIGKILL' });
    await asterisk.start();
    for (const one of up.splice(0)) one.hangUp();
    await Promise.all(faults.at.lab.phones.map((phone) => phone.restart()));
    await faults.recovered();
    expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'system' });
    await faults.noLegLeft();
  },
);

test('Star7 dead while a customer is on hold: they hear an apology, and are let go', async () => {
  const { id, customer } = await talking();
  await ask('POST', `/api/calls/${id}/hold`);
  await faults.becomes(id, 'holding');
  await faults.at.lab.star7.kill();
  await customer.over(25_000);
  await faults.at.lab.star7.start();
  await faults.noLegLeft();
});

test('Star7 dead while a customer on hold hangs up: the record says who did, and when', async () => {
  const { id, customer } = await talking();
  await ask('POST', `/api/calls/${id}/hold`);
  await faults.becomes(id, 'holding');
  await faults.at.lab.star7.kill();
  customer.hangUp();
  await faults.noLegLeft({ within: 25_000 });
  await faults.at.lab.star7.start();
  const record = await faults.record(id);
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
  expect(record.customer.endedAt! < record.manager.endedAt!).toBe(true);
});
