import { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';
import { InterviewDesk } from '#leaks/surveys/interview-desk';
import { MemoryAuditLog } from '../../audit/memory-audit-log';
import { MemoryCallControl } from '../../calls/memory-call-control';
import { callView, endedCallView } from '../../calls/memory-call-log';
import { noLimits } from '../../calls/no-limits';
import { FakeClock } from '../../kernel/fake-clock';
import { MemoryLog } from '../../log/memory-log';
import { MemorySurveys } from './memory-surveys';

const neverRang = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

const manager = { id: 2, extension: '102', since: 0 };

test('whoever clicks in the page is called there, as with an order', async () => {
  const store = new MemorySurveys();
  store.named.add('102');
  store.given.set(2, {
    ...{ id: 31, name: 'Vera Orlova', timeZone: null, reasonFirst: true, tries: 0, callId: null },
  });
  const control = new MemoryCallControl();
  control.answer = () => ({ outcome: 'started', call: callView(1) });
  const clock = new FakeClock();
  const trail = new AuditTrail(new MemoryAuditLog(), clock, new MemoryLog());
  const desk = new InterviewDesk({
    ...{ store, control, trail, clock, limits: () => Promise.resolve(noLimits) },
    // The phone of the customer never rang.
    callOf: () => Promise.resolve(endedCallView(1, { customer: { ...neverRang } })),
  });
  const inPage: Principal = {
    ...{ role: 'manager', manager, by: { account: 4, login: '102', mayExport: false } },
  };
  await desk.call(inPage, 31);
  await desk.call({ role: 'manager', manager, by: { token: 2 } }, 31);
  expect(control.clicks.map(({ isInPage = false }) => isInPage)).toEqual([true, false]);
});
