import { resumeCall } from '#calls/model/call-engine';
import { callFrom, noteOf } from '#calls/model/call-note';
import { mask } from '#kernel/masked';
import { callId, Driven, events, manager, order, plan, shortCodeStart } from './call-samples';
import { dialledDigits } from '../../../src/pbx/asterisk/dial-string';

const customer = `${callId}-c0`;

/** A call to an order whose number is behind a switchboard, which has just answered. */
function answered(): Driven {
  return new Driven(shortCodeStart)
    .feed({ type: 'authorised', manager, order: { ...order, extension: mask('12p3') } })
    .ringing('customer')
    .answered('customer');
}

test('the extension is dialled before the two are joined: the manager hears ringing, no tone', () => {
  const driven = answered();
  expect(driven.wants).toEqual([
    { type: 'send-digits', channelId: customer, digits: expect.anything() as object },
  ]);
  expect(driven.phase).toBe('calling-customer');
  driven.feed({ type: 'dialling', seconds: 4, step: driven.call.step });
  expect(driven.last.effects).toEqual([{ type: 'set-timer', step: driven.call.step, seconds: 4 }]);
  driven.timeout();
  expect(driven.phase).toBe('connecting');
  expect(driven.effects.map(({ type }) => type)).toContain('join');
});

test('a number without an extension is joined at once', () => {
  const driven = new Driven(shortCodeStart).feed(events.authorised()).answered('customer');
  expect(driven.phase).toBe('connecting');
});

test.each([
  ['the PBX does not dial it', (driven: Driven) => driven.feed({ type: 'dialling', seconds: 0 })],
  ['the PBX does not say how long it dials', (driven: Driven) => driven.timeout()],
])('if %s, the two are joined: the manager can ask the switchboard', (_what, happens) => {
  expect(happens(answered()).phase).toBe('connecting');
});

test('the switchboard hangs up while it is dialled to: no other trunk is tried', () => {
  const driven = answered().feed({ type: 'dialling', seconds: 4 }).ended('customer', 16).ended('manager', 16);
  expect(driven.made).toEqual([customer]);
  expect(driven.record).toMatchObject({ disposition: 'answered', hungUpBy: 'customer', talkSeconds: 0 });
});

test('the manager hangs up meanwhile: nobody is left', () => {
  const driven = answered().feed({ type: 'dialling', seconds: 4 }).ended('manager', 16).ended('customer', 16);
  expect(driven.record).toMatchObject({ disposition: 'cancelled', hungUpBy: 'manager' });
});

test('Star7 dies meanwhile: the next process joins the two; the extension is in no note', () => {
  const { call } = answered().feed({ type: 'dialling', seconds: 4 });
  const note = JSON.stringify(noteOf(call));
  expect(note).not.toMatch(/12p3|extension":\{/);
  const step = resumeCall(callFrom(JSON.parse(note) as ReturnType<typeof noteOf>, plan), 1);
  expect(step.call.phase).toBe('connecting');
  expect(step.effects.map(({ type }) => type)).toEqual(['join', 'set-timer']);
});

test('a late word of an earlier dialling counts for nothing', () => {
  const driven = answered();
  driven.feed({ type: 'dialling', seconds: 4, step: driven.call.step - 1 });
  expect(driven.last.ignored).toBe(true);
});

test('a pause is two seconds, and before the first digit the switchboard has one', () => {
  expect(dialledDigits(mask('12p3#'))).toEqual({
    dtmf: '12wwww3#',
    before: 1_000,
    duration: 120,
    between: 120,
    seconds: expect.closeTo(1 + 2 + 4 * 0.24 + 0.3) as number,
  });
});
