import { resumeCall, transition } from '#calls/model/call-engine';
import type { CallEvent } from '#calls/model/call-event';
import { callFrom, noteOf } from '#calls/model/call-note';
import type { Call } from '#calls/model/call-state';
import { startAutomatic } from '#calls/model/establish/automatic';
import type { KeyedQuestion } from '#calls/model/questionnaire';
import type { Step } from '#calls/model/steps';
import { order, plan, second } from './call-samples';

const questions: readonly KeyedQuestion[] = [
  { id: 'greeting', says: 'survey-greeting', keys: '1' },
  { id: 'offered', says: 'survey-offered', keys: '123' },
  { id: 'known', says: 'survey-known', keys: '123', onlyAfter: { id: 'offered', key: '1' } },
  { id: 'callBack', says: 'survey-call-back', keys: '12' },
];

const ticket = 'interview:31';
const channelId = 'c1-c0';

/** A call that is driven by hand; time goes by with each event. */
class Driven {
  at = 1_000 * second;
  call: Call;
  effects: Step['effects'];
  unseen = false;

  constructor() {
    const step = startAutomatic({ id: 'c1', ticket, questions, at: this.at, plan });
    ({ call: this.call, effects: this.effects } = step);
  }

  take(event: Record<string, unknown>): this {
    this.at += second;
    const step = transition(this.call, { ...event, at: this.at } as unknown as CallEvent);
    ({ call: this.call, effects: this.effects } = step);
    this.unseen = step.unseen === true;
    return this;
  }

  allowed(): this {
    const ofSurvey = { ...order, orderNumber: ticket };
    return this.take({ type: 'authorised', manager: null, order: ofSurvey });
  }

  answered(): this {
    return this.allowed().take({ type: 'leg-ringing', channelId }).take({ type: 'leg-answered', channelId });
  }

  key(digit: string): this {
    return this.take({ type: 'digit', channelId, digit });
  }

  heard(): this {
    return this.take({ type: 'announced', playbackId: this.call.hearing });
  }

  wait(): this {
    return this.take({ type: 'timeout', step: this.call.step });
  }

  kept(): this {
    return this.take({ type: 'answers-kept', step: this.call.step });
  }

  hungUp(): this {
    return this.take({ type: 'leg-ended', channelId, cause: 16, sipCode: null });
  }

  /** Another process goes on with what was noted. */
  restarted(): this {
    const note = JSON.parse(JSON.stringify(noteOf(this.call))) as ReturnType<typeof noteOf>;
    const step = resumeCall(callFrom(note, plan), (this.at += second));
    ({ call: this.call, effects: this.effects } = step);
    return this;
  }

  get says(): unknown {
    return this.effects.flatMap((effect) => (effect.type === 'say' ? effect.what : []));
  }

  get record() {
    return this.effects.flatMap((effect) => (effect.type === 'record' ? [effect.record] : []))[0];
  }
}

test('asks, takes keys, leaves out what does not follow, stores the answers, and then says thank you', () => {
  const driven = new Driven().answered();
  expect(driven.call).toMatchObject({ phase: 'asking', extension: '', manager: null });
  expect(driven.says).toEqual(['survey-greeting']);
  expect(driven.key('1').says).toEqual(['survey-offered']);
  // A key of no answer changes nothing; nothing of keys is part of the call's story.
  expect(driven.key('7').effects).toEqual([]);
  expect(driven.unseen).toBe(true);
  expect(driven.key('2').says).toEqual(['survey-call-back']);
  driven.key('1');
  expect(driven.effects).toContainEqual({ type: 'keep-answers' });
  expect(driven.call.questionnaire).toMatchObject({
    ...{ end: 'answered', answers: { greeting: '1', offered: '2', callBack: '1' } },
  });
  expect(driven.says).toEqual([]);
  expect(driven.kept().says).toEqual(['survey-thanks']);
  driven.take({ type: 'announced', playbackId: `c1-p${driven.call.announcements}` });
  expect(driven.effects).toContainEqual({ type: 'hang-up', channelId, cause: 16 });
  expect(driven.hungUp().record).toMatchObject({
    ...{ startKind: 'survey', direction: 'outbound', managerExtension: '', managerId: null },
    ...{ disposition: 'answered', hungUpBy: 'system', orderNumber: ticket, talkSeconds: 0 },
  });
});

test('nothing of the call’s story tells how many questions were asked', () => {
  const driven = new Driven().answered();
  for (const step of [
    () => driven.heard(),
    () => driven.wait(),
    () => driven.heard(),
    () => driven.key('1'),
  ]) {
    step();
    expect(driven.unseen).toBe(true);
  }
  // The control: how the call ends is seen.
  driven.key('9');
  expect(driven.unseen).toBe(true);
  expect(driven.kept().unseen).toBe(false);
});

test('0 says the question again, three times in all', () => {
  const driven = new Driven().answered().key('1');
  expect(driven.key('0').says).toEqual(['survey-offered']);
  expect(driven.key('0').says).toEqual(['survey-offered']);
  expect(driven.key('0').says).toEqual([]);
  expect(driven.key('1').says).toEqual(['survey-known']);
});

test('9 ends it at any question: never again', () => {
  for (const driven of [new Driven().answered(), new Driven().answered().key('1').key('1')]) {
    driven.key('9');
    expect(driven.call.questionnaire?.end).toBe('never');
    expect(driven.kept().says).toEqual(['survey-never']);
  }
});

test('a voicemail presses nothing: the greeting is said twice, and it is no answer', () => {
  const driven = new Driven().answered().heard().wait();
  expect(driven.says).toEqual(['survey-greeting']);
  driven.heard().wait();
  expect(driven.call.questionnaire?.end).toBe('no-key');
  driven.kept();
  expect(driven.says).toEqual([]);
  expect(driven.effects).toContainEqual({ type: 'hang-up', channelId, cause: 16 });
  expect(driven.hungUp().record).toMatchObject({ disposition: 'answered' });
});

test('who begins and does not go on has refused; who hangs up at the greeting has not answered', () => {
  expect(new Driven().answered().key('1').hungUp().call.questionnaire?.end).toBe('refused');
  const silent = new Driven().answered().hungUp();
  expect(silent.call.questionnaire?.end).toBe('no-key');
  // The line is gone; what was said is stored before the record.
  expect(silent.record).toBeUndefined();
  expect(silent.kept().record).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
});

test('answers that cannot be stored in time hold nobody on the line', () => {
  expect(new Driven().answered().key('9').wait().says).toEqual(['survey-never']);
});

test('another process goes on with the question that was asked, and stores again what may be lost', () => {
  const driven = new Driven().answered().key('1').key('1').restarted();
  expect(driven.says).toEqual(['survey-known']);
  expect(driven.key('1').says).toEqual(['survey-call-back']);
  driven.key('2').restarted();
  expect(driven.effects).toContainEqual({ type: 'keep-answers' });
  expect(driven.call.orderNumberAsAsked).toBe(ticket);
  expect(driven.kept().says).toEqual(['survey-thanks']);
  expect(JSON.stringify(noteOf(driven.call))).not.toContain('79000000001');
});

test('a phone that rings through a restart is asked once it answers; before the customer is called, the call ends', () => {
  const ringing = new Driven().allowed().take({ type: 'leg-ringing', channelId }).restarted();
  expect(ringing.call.phase).toBe('calling-customer');
  expect(ringing.take({ type: 'leg-answered', channelId }).says).toEqual(['survey-greeting']);
  expect(new Driven().restarted().record).toMatchObject({ disposition: 'interrupted' });
  // The dialplan's watchdog has hung up a customer who was on the line with nobody.
  const cut = new Driven().answered().key('1').restarted().hungUp().kept();
  expect(cut.record).toMatchObject({ disposition: 'answered' });
});

test.each<[string, Record<string, unknown>, object]>([
  [
    'no consent',
    { order: null, refusal: 'order' },
    { disposition: 'refused', refusal: 'order', orderId: null },
  ],
  [
    'calling hours',
    { order, refusal: 'calling-hours' },
    { disposition: 'refused', refusal: 'calling-hours' },
  ],
  ['a switchboard', { order: { ...order, extension: order.number } }, { disposition: 'refused' }],
])('nobody is called: %s', (_why, answer, record) => {
  const refused = new Driven().take({ type: 'authorised', manager: null, ...answer });
  expect(refused.effects.map(({ type }) => type)).not.toContain('make');
  expect(refused.record).toMatchObject(record);
});

test('busy, no answer, a trunk that is down: as in every call', () => {
  const busy = new Driven().allowed().take({ type: 'leg-ended', channelId, cause: 17, sipCode: 486 });
  expect(busy.record).toMatchObject({ disposition: 'busy' });
  const unanswered = new Driven().allowed().wait();
  expect(unanswered.effects).toContainEqual({ type: 'hang-up', channelId, cause: 16 });
  const other = new Driven().allowed().take({ type: 'leg-ended', channelId, cause: 34, sipCode: 503 });
  expect(other.effects).toContainEqual(expect.objectContaining({ type: 'make', channelId: 'c1-c1' }));
  // The number that customers see is the company's, and no name.
  expect(new Driven().allowed().effects).toContainEqual(
    expect.objectContaining({ display: { name: '', number: plan.defaultDid } }),
  );
  expect(new Driven().answered().take({ type: 'hang-up-requested', by: 'request' }).effects).toContainEqual(
    expect.objectContaining({ type: 'hang-up', channelId }),
  );
});
