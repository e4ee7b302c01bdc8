import { CodeCalls } from '#calls/engine/code-calls';
import { mask } from '#kernel/masked';
import { plan } from './call-samples';
import { FakePbx } from './fake-pbx';
import { everythingSaid } from '../log/everything-said';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/*
 * A mobile that is to be confirmed is called, and a code is said to whoever answers.
 */

const number = '+79161110000';
const [first, second] = ['code-m', 'code-m1'] as const;

function rig(refusal: string | null = null) {
  const clock = new FakeClock();
  const pbx = new FakePbx(clock);
  const log = new MemoryLog();
  const calls = new CodeCalls({
    ...{ pbx, clock, log, plan, newCallId: () => 'code' },
    refusalOf: () => Promise.resolve(refusal),
  });
  pbx.onEvent((event) => void calls.receive(event));
  const call = () => calls.call({ number: mask(number), code: '482913', language: 'ru', did: null });
  return { clock, pbx, log, calls, call };
}

test('the code is said three times, then the call ends; the number is in no log', async () => {
  const at = rig();
  await at.call();
  expect(at.pbx.did('make')).toMatchObject([
    { leg: { channelId: first, display: { name: '', number: plan.defaultDid } }, to: { trunk: 'first' } },
  ]);
  expect(at.calls.channels).toEqual([first]);
  at.pbx.answers(first);
  const [{ saying } = { saying: null }] = at.pbx.did('say');
  expect(saying?.what).toEqual([0, 1, 2].flatMap(() => ['mobile-code', { digits: '482913' }]));
  at.pbx.played();
  await settled();
  expect([at.pbx.channels, at.calls.channels]).toEqual([[], []]);
  expect(everythingSaid(at.log).replace(/\D/g, '')).not.toContain(number.slice(2));
  expect(everythingSaid(at.log)).not.toContain('482913');
});

test('a trunk that fails is followed by the next one; a mobile that is busy is not', async () => {
  const failing = rig();
  await failing.call();
  failing.pbx.ends(first, 38, 503);
  await settled();
  expect(failing.calls.channels).toEqual([second]);
  failing.pbx.ends(second, 38, 503);
  await settled();
  expect(failing.calls.channels).toEqual([]);
  const busy = rig();
  await busy.call();
  busy.pbx.ends(first, 17, 486);
  await settled();
  expect(busy.pbx.did('make')).toHaveLength(1);
});

test('nobody answers, or hangs up: no leg is left; nor when Star7 stops', async () => {
  const silent = rig();
  await silent.call();
  await silent.clock.pass((plan.managerRingSeconds + 5) * 1000);
  expect(silent.pbx.channels).toEqual([]);
  const listening = rig();
  await listening.call();
  listening.pbx.answers(first);
  await listening.clock.pass(60_000);
  expect(listening.pbx.channels).toEqual([]);
  const stopped = rig();
  await stopped.call();
  stopped.calls.stop();
  await settled();
  expect(stopped.pbx.channels).toEqual([]);
});

test('a leg whose end is never told is nobody’s in the end, so that the reconciler hangs it up', async () => {
  for (const isAnswered of [false, true]) {
    const at = rig();
    await at.call();
    if (isAnswered) at.pbx.answers(first);
    at.pbx.refuse('hang-up');
    expect(at.calls.channels).toEqual([first]);
    await at.clock.pass(60_000);
    expect(at.calls.channels).toEqual([]);
  }
});

test('a number that may not be called, and no PBX', async () => {
  await expect(rig('closed').call()).rejects.toMatchObject({ slug: 'destination' });
  const away = rig();
  away.pbx.up = false;
  await expect(away.call()).rejects.toMatchObject({ slug: 'call-unavailable' });
  const refusing = rig();
  refusing.pbx.refuse('make');
  await expect(refusing.call()).rejects.toMatchObject({ slug: 'call-unavailable' });
  expect(refusing.calls.channels).toEqual([]);
});
