import type { AriClient } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import type { AriSlug } from '#pbx/asterisk/ari/ari-errors';
import { MeteredAri } from '#pbx/asterisk/ari/metered-ari';
import { FakeClock } from '../kernel/fake-clock';

function rig(failure: Error | null) {
  const clock = new FakeClock();
  const told: [string, string, number][] = [];
  const ari = new MeteredAri(
    {
      up: true,
      together: (work) => work(),
      call: async (_name, operation) => {
        await clock.pass(40);
        if (failure !== null) throw failure;
        return operation({} as AriClient);
      },
    },
    clock,
    (...what) => told.push(what),
  );
  return { ari, told };
}

test('a request is timed by its operation, and its answer passed on', async () => {
  const { ari, told } = rig(null);
  expect(ari.up).toBe(true);
  expect(await ari.call('channels.list', () => Promise.resolve(7))).toBe(7);
  expect(told).toEqual([['channels.list', 'done', 0.04]]);
});

test.each<[Error, string]>([
  ...(['refused', 'deadline', 'disconnected'] satisfies AriSlug[]).map((slug): [Error, string] => [
    new AriError(slug, 'channels.list'),
    slug,
  ]),
  [new TypeError('+79161234567'), 'failed'],
])('one that fails with %s is told as %s, without a word of the error', async (failure, outcome) => {
  const { ari, told } = rig(failure);
  await expect(ari.call('channels.list', () => Promise.resolve(7))).rejects.toBe(failure);
  expect(told).toEqual([['channels.list', outcome, 0.04]]);
});
