import { eventually } from '../lab/eventually';
import { FaultLab } from './fault-lab';
import { InboundScene, wrongOnTheLine } from './inbound-scene';
import type { Scene } from './inbound-scene';
import { LineWatch } from './line-watch';

/*
 * Customers have called, and something breaks: each fault strikes one caller in every state at once.
 */

let faults: FaultLab;
const states = ['talking', 'waiting', 'asked', 'ringing'] as const;
type State = (typeof states)[number];

let scene: InboundScene<State>;
let watch: LineWatch;
beforeAll(async () => {
  faults = await FaultLab.up();
  scene = await InboundScene.of(faults, states);
});
beforeEach(async () => {
  await faults.recovered();
  watch = new LineWatch(faults.at.lab);
  watch.start();
});
afterEach(async () => {
  await watch.stop();
  scene.hangUpAll();
  await faults.repairAll();
});
afterAll(async () => {
  await scene.stop();
  await faults.down();
});

/** `answered/customer`: disposition, and who ended it. */
async function endings(callers: Scene<State>): Promise<Record<State, string>> {
  const found = await Promise.all(
    states.map(async (state) => {
      const { disposition, hungUpBy } = await faults.record(callers[state].id);
      return [state, `${disposition ?? 'none'}/${hungUpBy ?? 'nobody'}`] as const;
    }),
  );
  return Object.fromEntries(found) as Record<State, string>;
}

/** 102 answers; 101 and its caller part, and 101 takes the one who waits; both hang up. */
async function goesOn({ talking, waiting, ringing }: Scene<State>, since: number): Promise<void> {
  const [first, second] = [faults.at.phone(101), faults.at.phone(102)];
  // It may have to ring again.
  await eventually(() => second.answer().then(() => true), { within: 10_000, every: 100, what: 'ringing' });
  await faults.becomes(ringing.id, 'talking');
  await faults.becomes(talking.id, 'talking');
  talking.customer.hangUp();
  await first.incoming({ since, within: 10_000 });
  await first.answer();
  await faults.becomes(waiting.id, 'talking');
  await Promise.all([first.hangUp(), second.hangUp()]);
}

/** After every fault: nothing is left, nothing was wrong on the line, one end for each call, and a customer gets through. */
async function allIsWell(): Promise<void> {
  await faults.noLegLeft();
  const looks = await watch.stop();
  expect(looks.length).toBeGreaterThan(5);
  expect(wrongOnTheLine(looks)).toEqual([]);
  expect(await scene.works()).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
}

/** No caller has noticed anything: each call ends as it would have. */
async function endsAsIfNothing(callers: Scene<State>, since: number): Promise<void> {
  await goesOn(callers, since);
  callers.asked.customer.hangUp();
  expect(await endings(callers)).toEqual({
    asked: 'abandoned/customer',
    waiting: 'answered/manager',
    ringing: 'answered/manager',
    talking: 'answered/customer',
  });
  await allIsWell();
}

async function lasts(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  await eventually(() => performance.now() >= until, { within: milliseconds + 5_000, what: 'the fault' });
}

/** The dialplan lets callers who wait go after ten seconds (star7-extensions.conf). */
const dialplansPatience = 8_000;

/** Star7 is killed, and back before the dialplan lets go of any caller; on a very busy machine not at the first try. */
async function killedAndBack(): Promise<{ callers: Scene<State>; since: number }> {
  return await eventually(
    async () => {
      const callers = await scene.begin();
      const since = faults.at.phone(101).events.length;
      const killed = performance.now();
      await faults.at.lab.star7.kill();
      await faults.at.lab.star7.start();
      if (performance.now() - killed < dialplansPatience) return { callers, since };
      scene.hangUpAll();
      await Promise.all(states.map((state) => faults.record(callers[state].id)));
      return null;
    },
    { within: 100_000, promised: true, what: 'a start in time' },
  );
}

test('Star7 killed and started at once: callers talk on, wait on, and phones ring on', async () => {
  const { callers, since } = await killedAndBack();
  await goesOn(callers, since);
  // What was keyed is not kept: who was asked is asked again.
  callers.asked.customer.hangUp();
  expect(await endings(callers)).toEqual({
    asked: 'abandoned/customer',
    waiting: 'answered/manager',
    ringing: 'answered/manager',
    talking: 'answered/customer',
  });
  await allIsWell();
});

test('Star7’s requests do not reach the PBX, which tells it all: a phone that the dialplan stopped rings again', async () => {
  const callers = await scene.begin();
  const since = faults.at.phone(101).events.length;
  const rang = (await faults.legs()).find((name) => name.startsWith('PJSIP/102-'));
  expect(rang).toBeDefined();
  faults.ari.requests('frozen');
  await eventually(async () => !(await faults.legs()).includes(rang ?? ''), {
    within: 20_000,
    every: 20,
    what: 'the end of a phone that rang',
  });
  faults.ari.open();
  await endsAsIfNothing(callers, since);
});

test('Star7 dead: the dialplan lets callers who wait go, talks go on to their end', async () => {
  const callers = await scene.begin();
  await faults.at.lab.star7.kill();
  await eventually(
    async () => {
      const channels = await faults.at.lab.asterisk.cli('core show channels concise');
      return channels.match(/carrier-in-.*!star7-after!.*!Playback!/g)?.length === 3;
    },
    { within: 18_000, every: 50, what: 'the prompt for three callers' },
  );
  await Promise.all([callers.waiting, callers.asked, callers.ringing].map((it) => it.customer.over(8_000)));
  expect(await faults.legs()).toHaveLength(2);
  await faults.at.phone(101).hangUp();
  await callers.talking.customer.over(8_000);
  await faults.at.lab.star7.start();
  expect(await endings(callers)).toEqual({
    asked: 'interrupted/system',
    waiting: 'interrupted/system',
    ringing: 'interrupted/system',
    talking: 'answered/manager',
  });
  await allIsWell();
});

test('the connection to the PBX is cut for five seconds: callers wait on', async () => {
  const callers = await scene.begin();
  const since = faults.at.phone(101).events.length;
  faults.ari.all('closed');
  await lasts(5_000);
  faults.ari.open();
  await faults.recovered();
  await endsAsIfNothing(callers, since);
});

test('the database is frozen for five seconds: nobody who has called notices', async () => {
  const callers = await scene.begin();
  const since = faults.at.phone(101).events.length;
  faults.database.all('frozen');
  await lasts(5_000);
  faults.database.open();
  await endsAsIfNothing(callers, since);
});

test('Asterisk killed and started again: every call has a record', async () => {
  const callers = await scene.begin();
  const { asterisk } = faults.at.lab;
  asterisk.daemon.signal('SIGKILL');
  await asterisk.daemon.stop({ within: 5_000, signal: 'SIGKILL' });
  await asterisk.start();
  for (const state of states) callers[state].customer.hangUp();
  await Promise.all(faults.at.lab.phones.map((phone) => phone.restart()));
  await faults.recovered();
  expect(await endings(callers)).toEqual({
    asked: 'failed/system',
    waiting: 'failed/system',
    ringing: 'failed/system',
    talking: 'answered/system',
  });
  await allIsWell();
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
