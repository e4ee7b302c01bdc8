import { resumeCall } from '#calls/model/call-engine';
import { callFrom, noteOf } from '#calls/model/call-note';
import type { CallEffect } from '#calls/model/call-event';
import type { Call } from '#calls/model/call-state';
import { mask, reveal } from '#kernel/masked';
import { callId, clickStart, Driven, events, plan } from './call-samples';

/*
 * A manager whose own mobile rings as the phone does, over the trunk: alone, or beside a desk phone. Its voicemail may answer, so
 * it is asked for a 1, and the desk phone rings on meanwhile.
 */

const number = '+79161110000';
const [desk, own] = [`${callId}-m`, `${callId}-m1`] as const;
const twoTrunks = { ...clickStart, plan: { ...plan, trunks: ['carrier', 'backup'] } };

const found = (...devices: string[]) => ({ type: 'devices-found', devices, mobile: mask(number) }) as const;
const answered = (channelId: string) => ({ type: 'leg-answered', channelId }) as const;
const key = (channelId: string, digit = '1') => ({ type: 'digit', channelId, digit }) as const;
const ended = (channelId: string, cause = 16, sipCode: number | null = null) =>
  ({ type: 'leg-ended', channelId, cause, sipCode }) as const;
const upIn = ({ legs }: Call) =>
  legs.filter(({ state, released }) => state !== 'ended' && !released).map(({ channelId }) => channelId);
const said = (effects: readonly CallEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'say' ? [[effect.channelId, ...effect.what]] : []));
const hungUp = (effects: readonly CallEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'hang-up' ? [effect.channelId] : []));

/** Desk phone and mobile ring. */
function both(start = clickStart): Driven {
  return new Driven(start).feed(events.authorised({ did: '74957654321' })).feed(found('PJSIP/101'));
}

test('it is called over the first trunk beside the desk phone, and shows the company’s number and no name', () => {
  const made = both().wants.flatMap((effect) => (effect.type === 'make' ? [effect] : []));
  expect(made.map(({ channelId }) => channelId)).toEqual([desk, own]);
  const [, { to, display } = { to: null, display: null }] = made;
  expect(display).toEqual({ name: '', number: '74957654321' });
  expect(to !== null && 'number' in to && [reveal(to.number), to.trunk]).toEqual([number, plan.trunks[0]]);
  const legs = both().call.legs.map(({ party, extension, trunk }) => [party, extension, trunk]);
  expect(legs).toEqual([
    ['manager', '101', null],
    ['manager', '101', plan.trunks[0]],
  ]);
});

test('a desk phone that is to answer by itself does so only where it rings alone', () => {
  const asked = ({ wants }: Driven) =>
    wants.flatMap((effect) =>
      effect.type === 'make' && 'autoAnswer' in effect.to ? [effect.to.autoAnswer] : [],
    );
  const begin = () => new Driven(clickStart).feed(events.authorised({ autoAnswer: true }));
  expect(asked(begin().feed(events.devices('PJSIP/101')))).toEqual([true]);
  expect(asked(begin().feed(found('PJSIP/101')))).toEqual([false]);
  expect(asked(begin().feed(events.devices('PJSIP/web-1', 'PJSIP/101')))).toEqual([false, false]);
});

test('alone, it shows the site’s number if the manager has none, and no desk phone rings', () => {
  const driven = new Driven(clickStart).feed(events.authorised()).feed(found());
  expect(driven.made).toEqual([desk]);
  expect(driven.wants).toMatchObject([
    { type: 'make', to: { trunk: plan.trunks[0] }, display: { name: '', number: plan.defaultDid } },
  ]);
});

test('whoever answers it is asked for a 1, also where the manager need not press it; nobody is called before', () => {
  const driven = new Driven(clickStart).feed(events.authorised()).feed(found()).feed(answered(desk));
  expect(driven.phase).toBe('accepting');
  expect(said(driven.wants)).toEqual([[desk, 'press-1-to-accept']]);
  driven.announced();
  expect(said(driven.wants)).toEqual([[desk, 'press-1-to-accept']]);
  driven.feed(key(desk, '2'));
  expect(driven.phase).toBe('accepting');
  driven.feed(key(desk));
  expect(driven.phase).toBe('calling-customer');
});

test('a voicemail of the mobile: the desk phone rings on, and has the call once it answers', () => {
  const driven = both().feed(answered(own));
  expect([driven.phase, upIn(driven.call)]).toEqual(['accepting', [desk, own]]);
  expect(said(driven.wants)).toEqual([[own, 'press-1-to-accept']]);
  driven.feed({ type: 'leg-ringing', channelId: desk }).feed(answered(desk));
  expect(driven.phase).toBe('calling-customer');
  expect(hungUp(driven.wants)).toEqual([own]);
});

test('a voicemail that hangs up leaves the desk phone ringing', () => {
  const driven = both().feed(answered(own)).feed(ended(own));
  expect([driven.phase, upIn(driven.call)]).toEqual(['calling-manager', [desk]]);
  driven.feed(answered(desk));
  expect(driven.phase).toBe('calling-customer');
});

test('a voicemail that nobody stops is let go, and the desk phone rings on', () => {
  const driven = both().feed(answered(own)).timeout();
  expect([driven.phase, upIn(driven.call), hungUp(driven.wants)]).toEqual(['calling-manager', [desk], [own]]);
  driven.feed(ended(own)).feed(answered(desk));
  expect(driven.phase).toBe('calling-customer');
  expect(both().feed(answered(own)).timeout().timeout().call.decision?.disposition).toBe('manager-no-answer');
});

test('a voicemail that nobody stops, of a mobile that rings alone: the call ends, and no leg is left', () => {
  const driven = new Driven(clickStart)
    .feed(events.authorised())
    .feed(found())
    .feed(answered(desk))
    .timeout();
  expect(driven.call.decision?.disposition).toBe('manager-declined');
  expect(hungUp(driven.effects)).toEqual([desk]);
  driven.feed(ended(desk));
  expect(driven.phase).toBe('ended');
});

test('a 1 at the mobile stops the desk phone', () => {
  const driven = both().feed(answered(own)).feed(key(own));
  expect(driven.phase).toBe('calling-customer');
  expect(hungUp(driven.wants)).toEqual([desk]);
  driven.feed(ended(desk, 26));
  expect(driven.phase).toBe('calling-customer');
});

test('the desk phone declines while the mobile is asked: it is asked on', () => {
  const driven = both()
    .feed(answered(own))
    .feed(ended(desk, 21, 603))
    .feed(key(own));
  expect(driven.phase).toBe('calling-customer');
});

test('a trunk that fails is followed by the next one, and the desk phone rings on', () => {
  const driven = both(twoTrunks).feed(ended(own, 38, 503));
  expect(driven.wants).toMatchObject([{ type: 'make', channelId: `${callId}-m2`, to: { trunk: 'backup' } }]);
  expect(upIn(driven.call)).toEqual([desk, `${callId}-m2`]);
  driven.feed(ended(`${callId}-m2`, 38, 503));
  expect([driven.phase, upIn(driven.call)]).toEqual(['calling-manager', [desk]]);
  // Busy is a word of the manager's: no other trunk.
  expect(both(twoTrunks).feed(ended(own, 17, 486)).wants).toEqual([]);
});

test('the number is in no note, and a process that resumes asks the mobile for a 1 again', () => {
  const { call } = both().feed(answered(own));
  const note = JSON.stringify(noteOf(call));
  expect(note).not.toContain(number.slice(-9));
  // The control: the call itself has it.
  expect(call.mobile !== null && reveal(call.mobile)).toBe(number);
  const resumed = resumeCall(callFrom(JSON.parse(note) as ReturnType<typeof noteOf>, plan), 9e15);
  expect([resumed.call.phase, said(resumed.effects)]).toEqual(['accepting', [[own, 'press-1-to-accept']]]);
});
