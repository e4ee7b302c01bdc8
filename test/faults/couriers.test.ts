import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiCall } from '#calls/call-json';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import type { SampleOrder } from '../lab/sample-shop';
import { FaultLab } from './fault-lab';

/*
 * Couriers have called, or are being called, and something breaks: one courier talks to a customer, another one's customer
 * rings, a third is asked for the digits of an order, and a fourth one's mobile rings for a customer who calls back.
 */

const did = '74950000000';
const patience = { within: 15_000, every: 50 };

/** Couriers by number, with how their own mobiles behave. */
const couriers = { '1': 'answers', '2': 'answers', '3': 'answers', '4': 'never-answers' } as const;
type Courier = keyof typeof couriers;
const mobileOf = (courier: Courier): string =>
  `+79165553${courier}${behaviourNamed(couriers[courier]).code}`.padEnd(12, '0');

let faults: FaultLab;
let customers: Customers;
let orders: Record<Courier, SampleOrder>;
const calls: CustomerCall[] = [];

beforeAll(async () => {
  faults = await FaultLab.up();
  const { star7, ports } = faults.at.lab;
  const folder = mkdtempSync(path.join(tmpdir(), 'star7-couriers-'));
  for (const courier of Object.keys(couriers) as Courier[]) {
    // The lab keeps its database, and a run that was broken off leaves its couriers.
    await star7.run(['courier', 'disable', courier]);
    const file = path.join(folder, courier);
    writeFileSync(file, mobileOf(courier), { mode: 0o600 });
    await star7.mustRun(['courier', 'add', courier, `Courier ${courier}`, '--phone-file', file]);
  }
  rmSync(folder, { recursive: true });
  customers = await Customers.start({ own: ports.customers, media: ports.customersMedia, pbx: ports.sip });
  orders = {
    '1': faults.order('answers', '101'),
    '2': faults.order('never-answers', '101'),
    '3': faults.order('answers', '102'),
    '4': faults.order('answers', '103'),
  };
  for (const courier of ['1', '2', '4'] as const)
    await star7.mustRun(['courier', 'hand-over', orders[courier].orderNumber, courier]);
  for (const { orderNumber } of [orders['3'], faults.order('busy', '102')])
    await star7.mustRun(['courier', 'hand-over', orderNumber, '3']);
  // The number is for couriers: who calls it back reaches the courier at once.
  await star7.mustRun(['did', 'set', did, '--purpose', 'couriers', '--ring-seconds', '60']);
  await star7.restart();
});
beforeEach(() => faults.recovered());
afterEach(async () => {
  for (const call of calls.splice(0)) call.hangUp();
  await faults.repairAll();
});
afterAll(async () => {
  await customers.stop();
  const { star7 } = faults.at.lab;
  for (const courier of Object.keys(couriers)) await star7.run(['courier', 'disable', courier]);
  await star7.run(['did', 'delete', did]);
  await faults.down();
});

interface Scene {
  talking: { id: string; call: CustomerCall };
  ringing: { id: string; call: CustomerCall };
  asked: { id: string; call: CustomerCall };
  calledBack: { id: string; call: CustomerCall };
}

async function callFrom(from: string): Promise<CustomerCall> {
  const call = await customers.call({ to: did, from });
  calls.push(call);
  return call;
}

async function idOf(wanted: (call: ApiCall) => boolean): Promise<string> {
  return await eventually(
    async () =>
      (await faults.at.get<{ items: ApiCall[] }>('/api/calls?limit=20')).items.find(
        (call) => call.disposition === null && wanted(call),
      )?.id ?? null,
    { ...patience, what: 'a call in that state' },
  );
}

async function begin(): Promise<Scene> {
  const talking = await callFrom(mobileOf('1'));
  await talking.answered();
  const ringing = await callFrom(mobileOf('2'));
  const asked = await callFrom(mobileOf('3'));
  await asked.answered();
  const calledBack = await callFrom(orders['4'].phone);
  return {
    talking: { call: talking, id: await idOf(({ phase }) => phase === 'talking') },
    ringing: { call: ringing, id: await idOf(({ phase }) => phase === 'calling-customer') },
    asked: { call: asked, id: await idOf(({ phase }) => phase === 'asking') },
    calledBack: { call: calledBack, id: await idOf(({ phase }) => phase === 'calling-courier') },
  };
}

async function endings(scene: Scene): Promise<Record<keyof Scene, string>> {
  const found = await Promise.all(
    (Object.keys(scene) as (keyof Scene)[]).map(async (state) => {
      const { disposition, hungUpBy } = await faults.record(scene[state].id);
      return [state, `${disposition ?? 'none'}/${hungUpBy ?? 'nobody'}`] as const;
    }),
  );
  return Object.fromEntries(found) as Record<keyof Scene, string>;
}

async function allIsWell(): Promise<void> {
  await faults.noLegLeft();
  const call = await callFrom(mobileOf('1'));
  await call.answered();
  const id = await idOf(({ phase }) => phase === 'talking');
  call.hangUp();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'courier' });
  await faults.invariants();
}

test('Star7 killed and started at once: couriers talk on, nobody is left, and each call has one end', async () => {
  const scene = await begin();
  await faults.at.lab.star7.kill();
  await faults.at.lab.star7.start();
  await faults.becomes(scene.talking.id, 'talking');
  await faults.recovered();
  scene.talking.call.hangUp();
  scene.ringing.call.hangUp();
  scene.calledBack.call.hangUp();
  expect(await endings(scene)).toEqual({
    talking: 'answered/courier',
    // Where the start takes longer than three checks of the dialplan, what rings has been let go: the customer's number is not
    // kept, so that call is over; whoever called back waits for a manager then.
    ringing: expect.stringMatching(/^(cancelled\/courier|interrupted\/system)$/) as unknown,
    // What was keyed is not kept.
    asked: 'interrupted/system',
    calledBack: 'abandoned/customer',
  });
  await allIsWell();
});

test('Asterisk killed and started again: every call has a record', async () => {
  const scene = await begin();
  const { asterisk } = faults.at.lab;
  asterisk.daemon.signal('SIGKILL');
  await asterisk.daemon.stop({ within: 5_000, signal: 'SIGKILL' });
  await asterisk.start();
  for (const { call } of Object.values(scene) as Scene[keyof Scene][]) call.hangUp();
  await Promise.all(faults.at.lab.phones.map((phone) => phone.restart()));
  await faults.recovered();
  expect(await endings(scene)).toEqual({
    talking: 'answered/system',
    ringing: 'failed/system',
    asked: 'failed/system',
    calledBack: 'failed/system',
  });
  await allIsWell();
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
