import { HealthCheck } from '#health/health';
import type { HealthPart } from '#health/health';
import { FakeClock, settled } from '../kernel/fake-clock';

const part = (name: string, isUp: HealthPart['isUp'], needed = true): HealthPart => ({ name, needed, isUp });
const up = part('database', () => true);

test.each<[string, HealthPart[], boolean, Record<string, string>]>([
  ['all up', [up, part('pbx', () => Promise.resolve(true))], true, { database: 'up', pbx: 'up' }],
  ['a needed part down', [up, part('pbx', () => false)], false, { database: 'up', pbx: 'down' }],
  ['a part down that is not needed', [up, part('ami', () => false, false)], true, { ami: 'down' }],
  [
    'one that rejects',
    [up, part('schema', () => Promise.reject(new Error('no')))],
    false,
    { schema: 'down' },
  ],
  [
    'one that throws',
    [
      part('schema', () => {
        throw new Error('no');
      }),
    ],
    false,
    { schema: 'down' },
  ],
])('%s', async (_name, parts, ready, states) => {
  const health = await new HealthCheck(parts, new FakeClock()).ask();
  expect(health.ready).toBe(ready);
  expect(health.parts).toMatchObject(states);
});

test('a part that hangs is down by the deadline, and hides none of the others', async () => {
  const clock = new FakeClock();
  const asked = new HealthCheck([up, part('pbx', () => new Promise(() => undefined))], clock, 2000).ask();
  await settled();
  await clock.pass(2000);
  expect(await asked).toEqual({ ready: false, stopping: false, parts: { database: 'up', pbx: 'down' } });
  expect(clock.waiting).toBe(0);
});

test('whoever is stopping is not ready, however well its parts are', async () => {
  const check = new HealthCheck([up], new FakeClock());
  check.stopping();
  expect(await check.ask()).toEqual({ ready: false, stopping: true, parts: { database: 'up' } });
});
