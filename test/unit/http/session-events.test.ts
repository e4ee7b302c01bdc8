import type { AddressInfo } from 'node:net';
import { SessionRig } from './session-rig';
import type { Browser } from './session-rig';

const rig = new SessionRig({ heartbeatSeconds: 15 });
beforeAll(() => rig.app.listen({ host: '127.0.0.1', port: 0 }));
afterAll(() => rig.app.close());

function streamOf(who: Browser): Promise<Response> {
  const { port } = rig.app.server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${String(port)}/api/events`, { headers: { cookie: who.cookie } });
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
