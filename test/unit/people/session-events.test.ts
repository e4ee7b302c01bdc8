import type { AddressInfo } from 'node:net';
import { eventually } from '../../lab/eventually';
import { endedCallView } from '../calls/memory-call-log';
import { password, SessionRig } from './session-rig';
import type { Browser } from './session-rig';

const rig = new SessionRig({ heartbeatSeconds: 15 });
beforeAll(() => rig.app.listen({ host: '127.0.0.1', port: 0 }));
afterAll(() => rig.app.close());

function streamOf(who: Browser, signal: AbortSignal | null = null): Promise<Response> {
  const { port } = rig.app.server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${String(port)}/api/events`, {
    headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin' },
    signal,
  });
}

test('a stream of events ends with its session, and does not keep it alive', async () => {
  const anna = await rig.signIn('101');
  const stream = await streamOf(anna);
  expect(stream.status).toBe(200);
  // The control: heartbeats go on while the session does.
  for (let beat = 0; beat < 4; beat++) await rig.clock.pass(15_000);
  expect((await anna.send('DELETE', '/session')).statusCode).toBe(204);
  await rig.clock.pass(15_000);
  const text = await stream.text();
  expect(text.split(': still here').length - 1).toBe(5);
  expect(rig.saidOf('event stream ended')).toMatchObject([{ fields: { reason: 'session-ended' } }]);
  expect((await streamOf(anna)).status).toBe(401);
});

test('a page that opens the stream anew does not use its session by that', async () => {
  const anna = await rig.signIn('101');
  await rig.clock.pass(1_700_000);
  const stream = await streamOf(anna);
  expect(stream.status).toBe(200);
  await rig.clock.pass(101_000);
  expect((await streamOf(anna)).status).toBe(401);
  await stream.body?.cancel();
});

test('a file that takes long outlives its session’s idle time, but not its account', async () => {
  rig.accounts.add({ id: 4, login: 'exporter', role: 'supervisor', mayExport: true }, password);
  const exporter = await rig.signIn('exporter');
  for (let n = 1; n <= 600; n++) rig.calls.rows.push(endedCallView(n));
  const list = rig.calls.list.bind(rig.calls);
  let pages = 0;
  rig.calls.list = async (filter, page) => {
    pages += 1;
    return pages < 3 ? await list(filter, page) : await new Promise(() => undefined);
  };
  const { port } = rig.app.server.address() as AddressInfo;
  const file = await fetch(`http://127.0.0.1:${String(port)}/api/calls.csv`, {
    headers: { cookie: exporter.cookie, 'sec-fetch-site': 'same-origin' },
  });
  const text = file.text();
  await eventually(() => pages === 3, { within: 5000, what: 'the second page' });
  await rig.clock.pass(7200_000);
  expect((await exporter.get('/session')).statusCode).toBe(401);
  expect(rig.saidOf('an export of calls was ended')).toEqual([]);
  rig.accounts.disable(4);
  await rig.clock.pass(15_000);
  await expect(text).rejects.toThrow();
  expect(rig.saidOf('an export of calls was ended')).toMatchObject([{ fields: { reason: 'session-ended' } }]);
});

test('streams are counted by account, whichever sessions they come by', async () => {
  const [desk, home] = [await rig.signIn('orlov'), await rig.signIn('orlov')];
  const gone = new AbortController();
  const streams = [];
  for (let n = 0; n < 8; n++) streams.push(await streamOf(n % 2 === 0 ? desk : home, gone.signal));
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  for (const who of [desk, home]) {
    const refused = await streamOf(who);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ slug: 'too-many-own-streams' });
  }
  const other = await streamOf(await rig.signIn('101'), gone.signal);
  expect(other.status).toBe(200);
  gone.abort();
});
