import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JournalContents } from '#calls/engine/journal/journal-contents';
import { resumeCall, transition } from '#calls/model/call-engine';
import type { CallEffect } from '#calls/model/call-event';
import { callFrom, noteOf } from '#calls/model/call-note';
import type { CallRecord } from '#calls/model/call-record';
import type { Call } from '#calls/model/call-state';
import { viewOf } from '#calls/model/call-view';
import type { CallView } from '#calls/model/call-view';
import { isUp } from '#calls/model/legs';
import { plan, second } from './call-samples';

/*
 * Lines of a journal that a release with one leg for each of two roles wrote (0.2.0, and what came after it), each with
 * what that release made of it: how it showed the call, and the record after a restart in which all legs were gone.
 */
const { open, finished } = JSON.parse(
  readFileSync(path.join(__dirname, '../../fixtures/journal-two-roles.json'), 'utf8'),
) as {
  open: { what: string; line: string; view: CallView; resumedPhase: string; record: CallRecord }[];
  finished: string;
};

function callIn(line: string): Call {
  const { open: notes, damaged } = new JournalContents(`${line}\n`);
  expect([notes.length, damaged]).toEqual([1, 0]);
  return callFrom(notes[0]!, plan);
}

/** Goes on with the call, has all legs end, and lets every deadline come. */
function playedOut(call: Call): { resumedPhase: string; record: CallRecord } {
  const at = 100 * second;
  const effects: CallEffect[] = [];
  const resumed = resumeCall(call, at);
  let now = resumed.call;
  effects.push(...resumed.effects);
  const take = (event: Parameters<typeof transition>[1]): void => {
    const step = transition(now, event);
    now = step.call;
    effects.push(...step.effects);
    if (step.effects.some(({ type }) => type === 'find-devices'))
      take({ type: 'devices-found', devices: [], at: event.at });
  };
  const sides = ['customer', 'manager'].flatMap((party) =>
    now.legs.filter((leg) => leg.party === party && !leg.released),
  );
  for (const { channelId } of [...sides, ...now.legs.filter(({ released }) => released)])
    take({ type: 'leg-ended', channelId, cause: 16, sipCode: null, at: at + second });
  for (let left = 12; now.phase !== 'ended' && left > 0; left -= 1)
    take({ type: 'timeout', step: now.step, at: at + 2 * second });
  const records = effects.flatMap((effect) => (effect.type === 'record' ? [effect.record] : []));
  expect(records).toHaveLength(1);
  return { resumedPhase: resumed.call.phase, record: records[0]! };
}

test.each(open)('$what: shown and ended as the release that wrote it did', ({ line, view, ...then }) => {
  const call = callIn(line);
  // That release had no inbound calls, and no couriers.
  expect(viewOf(call)).toEqual({
    ...view,
    did: null,
    voicemail: false,
    untaken: false,
    quality: [],
    shownTo: [],
    keyed: null,
    courierName: null,
    colleague: null,
    managers: [],
    ownerExtension: viewOf(call).ownerExtension,
  });
  const { resumedPhase, record } = playedOut(call);
  const { legs, ...summary } = record;
  expect(resumedPhase).toBe(then.resumedPhase);
  expect(summary).toEqual({ ...then.record, did: null, courierId: null, voicemail: false });
  expect(legs.length).toBeGreaterThanOrEqual(call.legs.length);
});

test.each(open)('$what: is written down in the new form from now on, and is the same call', ({ line }) => {
  const call = callIn(line);
  const again = callFrom(JSON.parse(JSON.stringify(noteOf(call))) as ReturnType<typeof noteOf>, plan);
  expect(again).toEqual(call);
});

const named = (what: string): Call => callIn(open.find((one) => one.what === what)!.line);

test('a note of 0.2.0 counts no revisions: they begin now', () => {
  expect(resumeCall(named('talking, by 0.2.0'), 0).call).toMatchObject({ phase: 'talking', revision: 1 });
});

test('the phone that dialled is a leg of its own, up until it is gone', () => {
  const releasing = named('call-back, phone not free yet');
  expect(releasing.legs).toMatchObject([
    { id: 1, party: 'manager', origin: 'arrived', channelId: '1700000000.1', released: true },
  ]);
  expect(releasing.legs.map(isUp)).toEqual([true]);
  const calledBack = named('call-back, talking');
  expect(calledBack.legs).toMatchObject([
    { id: 1, party: 'manager', origin: 'arrived', state: 'ended', released: true },
    { id: 2, party: 'manager', origin: 'made', state: 'answered', released: false },
    { id: 3, party: 'customer', origin: 'made', state: 'answered', trunk: 'first', attempt: 0 },
  ]);
});

test('the trunk in use is the leg’s', () => {
  expect(named('second trunk').legs).toMatchObject([{ origin: 'arrived' }, { trunk: 'second', attempt: 1 }]);
});

test('a record that waits to be stored has no legs, and is stored all the same', () => {
  const [call] = new JournalContents(`${finished}\n`).finished;
  expect(call!.record).toMatchObject({ disposition: 'answered', legs: [] });
});
