import { callView } from '../../calls/memory-call-log';
import { MemoryCallControl } from '../../calls/memory-call-control';
import { noLimits } from '../../calls/no-limits';
import { FakeClock } from '../../kernel/fake-clock';
import { MemoryLog } from '../../log/memory-log';
import { parseCallingHours } from '#kernel/calling-hours';
import type { Interview, InterviewEnd } from '#leaks/model/surveys/questions';
import { interviewOfKeys, keyedQuestions } from '#leaks/model/surveys/by-keys';
import { AutomaticInterviewer } from '#leaks/surveys/automatic-interviewer';
import type { AutomaticStore, AutomaticTry } from '#leaks/surveys/survey-store';

class MemoryTries implements AutomaticStore {
  readonly waiting: AutomaticTry[] = [31, 32, 33, 34].map((id) => ({
    ...{ id, timeZone: null, reasonFirst: id === 32 },
  }));
  readonly given: number[] = [];
  readonly calls = new Map<number, string>();
  readonly finished: { id: number; end: InterviewEnd | 'no-key'; interview: Interview | null }[] = [];
  ended: { id: number; wasAnswered: boolean }[] = [];
  isAway = false;

  readonly talking: string[][] = [];
  lapsed: number[] = [];
  readonly givenUp: number[] = [];

  withdrawn(): Promise<number[]> {
    return Promise.resolve(this.lapsed.splice(0));
  }
  giveUp(id: number): Promise<void> {
    this.givenUp.push(id);
    return Promise.resolve();
  }
  automaticCandidates(talking: readonly string[]): Promise<AutomaticTry[]> {
    this.talking.push([...talking]);
    return Promise.resolve([...this.waiting]);
  }
  giveAutomatic(id: number): Promise<boolean> {
    const at = this.waiting.findIndex((one) => one.id === id);
    if (at >= 0) this.given.push(...this.waiting.splice(at, 1).map((one) => one.id));
    return Promise.resolve(at >= 0);
  }
  noteAutomaticCall(id: number, callId: string): Promise<void> {
    this.calls.set(id, callId);
    return Promise.resolve();
  }
  endedCalls(): Promise<{ id: number; wasAnswered: boolean }[]> {
    return Promise.resolve(this.ended.splice(0));
  }
  finishAutomatic(id: number, end: InterviewEnd | 'no-key', interview: Interview | null): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('away'));
    this.finished.push({ id, end, interview });
    return Promise.resolve();
  }
  customerOf(id: number): Promise<number> {
    return Promise.resolve(id * 10);
  }
}

function rig(limits = noLimits) {
  const clock = new FakeClock(Date.UTC(2026, 0, 1, 9) * 1000);
  const store = new MemoryTries();
  const control = new MemoryCallControl();
  let calls = 0;
  control.answer = () => {
    const call = callView((calls += 1), { startKind: 'survey', managerExtension: '' });
    control.put(call);
    return { outcome: 'started', call };
  };
  const withdrawn: { customer: number; by: string }[] = [];
  const audited: unknown[] = [];
  const interviewer = new AutomaticInterviewer({
    ...{ store, control, clock, log: new MemoryLog(), limits: () => Promise.resolve(limits) },
    consents: { state: (customer, _, by) => Promise.resolve(void withdrawn.push({ customer, by })) },
    trail: { before: (entry) => Promise.resolve(void audited.push(entry)) },
  });
  interviewer.start();
  return { clock, store, control, withdrawn, audited, interviewer };
}

test('begins one call a look, two at a time at most, each audited first', async () => {
  const { clock, store, control, audited } = rig();
  await clock.pass(5_000);
  expect(control.automatic).toMatchObject([{ ticket: 'interview:31', questions: keyedQuestions(false) }]);
  expect(audited).toEqual([{ actor: 'star7', action: 'interview.automatic', subject: 'interview:31' }]);
  await clock.pass(5_000);
  await clock.pass(60_000);
  expect(store.given).toEqual([31, 32]);
  expect(control.automatic[1]).toMatchObject({ questions: keyedQuestions(true) });
  control.put({ ...control.liveCalls()[0]!, phase: 'ended' });
  await clock.pass(5_000);
  expect(store.given).toEqual([31, 32, 33]);
});

test('calls nobody outside the calling hours; who may not be called counts as a try', async () => {
  const closed = rig({ ...noLimits, hours: parseCallingHours('01:00-02:00') ?? [] });
  await closed.clock.pass(30_000);
  expect(closed.control.automatic).toEqual([]);
  const { clock, store, control } = rig();
  control.answer = () => ({ outcome: 'refused' });
  await clock.pass(5_000);
  expect(store.finished).toEqual([{ id: 31, end: 'not-reached', interview: null }]);
});

test('without a PBX nobody has been tried', async () => {
  const { clock, store, control } = rig();
  control.answer = () => ({ outcome: 'unavailable' });
  await clock.pass(5_000);
  expect(store.given).toEqual([31]);
  expect(store.finished).toEqual([]);
});

test('settles calls that ended without an answer', async () => {
  const { clock, store } = rig();
  store.ended = [
    { id: 5, wasAnswered: true },
    { id: 6, wasAnswered: false },
  ];
  await clock.pass(5_000);
  expect(store.finished.map(({ id, end }) => [id, end])).toEqual([
    [5, 'no-key'],
    [6, 'not-reached'],
  ]);
});

const whole = { greeting: '1', offered: '1', known: '2', reason: '4', callBack: '2' };

test('stores answers as a person would have entered them; 9 withdraws the consent', async () => {
  const { store, withdrawn, audited, interviewer } = rig();
  const kept = (
    id: number,
    end: 'answered' | 'refused' | 'never' | 'no-key',
    answers: Record<string, string>,
  ) => interviewer.keep({ ticket: `interview:${id}`, callId: 'c', end, answers });
  await kept(31, 'answered', whole);
  await kept(32, 'never', { greeting: '1' });
  await kept(33, 'no-key', {});
  await kept(34, 'refused', { greeting: '1' });
  expect(store.finished).toEqual([
    { id: 31, end: 'answered', interview: interviewOfKeys(whole) },
    { id: 32, end: 'never', interview: null },
    { id: 33, end: 'no-key', interview: null },
    { id: 34, end: 'refused', interview: null },
  ]);
  expect(withdrawn).toEqual([{ customer: 320, by: 'customer' }]);
  expect(audited).toEqual([
    {
      ...{ actor: 'star7', action: 'customer.call-consent', subject: 'interview:32' },
      detail: { agreedOn: null },
    },
  ]);
});

test('nobody is settled while a slow database has the answers; a withdrawal outlives an hour without one', async () => {
  const { clock, store, withdrawn, interviewer } = rig();
  let answer: () => void = () => undefined;
  jest.spyOn(store, 'finishAutomatic').mockImplementationOnce(async (id, end, interview) => {
    await new Promise<void>((resolve) => (answer = resolve));
    store.finished.push({ id, end, interview });
  });
  const keeping = interviewer.keep({ ticket: 'interview:31', callId: 'c', end: 'answered', answers: whole });
  store.ended = [{ id: 31, wasAnswered: true }];
  await clock.pass(5_000);
  expect(store.finished).toEqual([]);
  answer();
  await keeping;
  expect(store.finished).toMatchObject([{ id: 31, end: 'answered' }]);
  const away = jest.spyOn(store, 'customerOf').mockRejectedValue(new Error('away'));
  await interviewer.keep({ ticket: 'interview:32', callId: 'd', end: 'never', answers: {} });
  for (let minutes = 0; minutes < 60; minutes += 1) await clock.pass(60_000);
  away.mockRestore();
  await clock.pass(10_000);
  expect(withdrawn).toEqual([{ customer: 320, by: 'customer' }]);
});

test('answers wait for a database that is away, and nobody is settled meanwhile', async () => {
  const { clock, store, interviewer } = rig();
  store.isAway = true;
  await interviewer.keep({ ticket: 'interview:31', callId: 'c', end: 'answered', answers: whole });
  store.ended = [{ id: 31, wasAnswered: true }];
  await clock.pass(5_000);
  expect(store.finished).toEqual([]);
  store.isAway = false;
  await clock.pass(5_000);
  expect(store.finished).toMatchObject([{ id: 31, end: 'answered' }]);
});

test.each([
  [whole, { offered: 'yes', known: 'no', reason: 'other-seller', mayCallBack: false }],
  [
    { greeting: '1', offered: '3', reason: '1', callBack: '1' },
    { offered: 'unsure', known: null, reason: 'no-need', mayCallBack: true },
  ],
  [{ greeting: '1', offered: '1', reason: '1', callBack: '1' }, null],
  [{ greeting: '1', offered: '2', reason: '9', callBack: '1' }, null],
  [{}, null],
])('keys %j are the interview %j', (answers, interview) => {
  expect(interviewOfKeys(answers)).toEqual(interview);
});

test('who talks to a manager is not called, and who has withdrawn is not waited for', async () => {
  const { clock, store, control } = rig();
  control.put(callView(77, { startKind: 'click', orderNumber: '1001' }));
  store.lapsed = [33];
  await clock.pass(5_000);
  expect(store.talking).toEqual([['1001']]);
  expect(store.givenUp).toEqual([33]);
});
