import type { AddressInfo } from 'node:net';
import { SessionRig } from './session-rig';

const rig = new SessionRig({ heartbeatSeconds: 15 });
afterAll(() => rig.app.close());

test('a stream of events ends with its session, and does not keep it alive', async () => {
  const anna = await rig.signIn('101');
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  const open = () =>
    fetch(`http://127.0.0.1:${String(port)}/api/events`, { headers: { cookie: anna.cookie } });

  const stream = await open();
  expect(stream.status).toBe(200);
  // The control: heartbeats go on while the session does.
  for (let beat = 0; beat < 4; beat++) await rig.clock.pass(15_000);
  expect((await anna.send('DELETE', '/session')).statusCode).toBe(204);
  await rig.clock.pass(15_000);
  const text = await stream.text();
  expect(text.split(': still here').length - 1).toBe(5);
  expect((await open()).status).toBe(401);
});
