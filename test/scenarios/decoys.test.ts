import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import { decoyLine, lastEvenOrder, plantDecoy, prepareDecoys } from '../lab/decoy-setting';
import { eventually } from '../lab/eventually';
import { TestLab } from './test-lab';

/*
 * A line of a decoy on a real PBX: a stranger is answered and noted, the manager calls it like anybody.
 */

let at: TestLab;
let customers: Customers;
let admin: ApiSession;
/** The company's number, which calls show. */
const shown = '74950000000';

beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await at.lab.openAccounts();
  await prepareDecoys(at.lab, { extension: '102', reader: 'administrator' });
  admin = await ApiSession.signIn(
    at.lab.star7.httpUrl,
    'administrator',
    at.lab.secrets.accounts['administrator'] ?? '',
  );
});
afterAll(async () => {
  await customers.stop();
  for (const table of ['hits', 'orders']) await at.lab.database.query(`DELETE FROM decoy_${table}`);
  await at.lab.database.query('DELETE FROM decoys');
  for (const table of ['numbers', 'notices']) await at.lab.database.query(`DELETE FROM decoy_${table}`);
  await at.lab.star7.run(['leaks', 'readers', '--remove', 'administrator']);
  await at.release();
});

interface View {
  hits: { id: number; class: string; openSeconds: number; digits: number; decoy: { key: string } | null }[];
  standing: { first: { key: string } | null };
}

async function view(): Promise<View> {
  return (await (await admin.request('GET', '/api/leaks/decoys')).json()) as View;
}

async function allCalls(): Promise<string[]> {
  return (await at.get<{ items: ApiCall[] }>('/api/calls?limit=100')).items.map(({ id }) => id);
}

/** One after another: each builds on what the one before left. */
describe('a decoy', () => {
  let order = '';

  test('is planted by those who may see the watch, and its line is a line at once', async () => {
    const { orders } = await plantDecoy(admin, '102');
    order = orders.at(-1) ?? '';
    expect(Number(order) % 2).toBe(1);
  });

  test('a stranger who calls it hears a voice, is noted, and is in no list of calls', async () => {
    const before = await allCalls();
    const call = await customers.call({ to: decoyLine.slice(1), from: '+79031239999' });
    await call.rings();
    await call.answered(20_000);
    await eventually(() => call.loudness() > 500, { within: 15_000, what: 'the voice of the line' });
    await call.press('5');
    call.hangUp();
    const [hit] = await eventually(
      async () => {
        const { hits } = await view();
        return hits.some(({ digits }) => digits === 1) ? hits : null;
      },
      { within: 15_000, every: 200, what: 'the end of the call on record' },
    );
    expect(hit).toMatchObject({ decoy: { key: '102' } });
    expect(await allCalls()).toEqual(before);
    const [row] = await at.lab.database.query('SELECT * FROM decoy_hits');
    expect(JSON.stringify(row)).not.toContain('31239999');
    const channels = async (): Promise<string> =>
      JSON.stringify((await at.lab.asterisk.ari('GET', 'channels')).body);
    await eventually(async () => !(await channels()).includes('star7,inbound'), {
      ...{ within: 15_000, what: 'the end of the channel' },
    });
  });

  test('who was asked for by name speaks for the list of that manager', async () => {
    for (const { id } of (await view()).hits) {
      await admin.request('POST', `/api/leaks/decoy-hits/${String(id)}`, { class: 'named' });
    }
    expect((await view()).standing.first).toEqual({ kind: 'manager', key: '102' });
  });

  test('the company’s own call to it is no hit', async () => {
    const { hits } = await view();
    const before = await allCalls();
    const call = await customers.call({ to: decoyLine.slice(1), from: shown });
    // Rings, is busy, or whatever calls to people have come to.
    await eventually(() => call.statuses.some((status) => status >= 180), {
      ...{ within: 15_000, what: 'what the line does with the call' },
    });
    call.hangUp();
    expect((await view()).hits).toHaveLength(hits.length);
    expect(await allCalls()).toEqual(before);
  });

  test('the manager calls it as any customer, over the trunk; the record differs in nothing but the order', async () => {
    const phone = at.phone(102);
    const recordOf = async (number: string): Promise<ApiCall> => {
      const after = await at.newest(102);
      await phone.dial(`*7${number}`);
      await at.callThat('extension=102&limit=1', ({ id, phase }) => id !== after && phase === 'talking');
      await phone.hangUp();
      return at.lastRecord(102, { after });
    };
    const [made, real] = [await recordOf(order), await recordOf(String(lastEvenOrder))];
    const formOf = (call: ApiCall): string =>
      Object.entries(call)
        .map(([name, value]) => `${name}:${value === null ? 'null' : typeof value}`)
        .join('\n');
    expect(formOf(made)).toBe(formOf(real));
    expect([made.disposition, made.trunk, made.hungUpBy]).toEqual([
      ...[real.disposition, real.trunk, real.hungUpBy],
    ]);
    await at.onHook(102);
  });
});
