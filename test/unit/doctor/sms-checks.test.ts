import { smsChecks } from '#doctor/checks/sms-checks';
import type { SmsFacts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

test.each<[Partial<SmsFacts>, string[]]>([
  [{}, []],
  [{ fault: 'credentials-refused' }, ['high sms-credentials']],
  [{ fault: 'unreachable' }, ['high sms-bind-refused']],
  // One finding for one cause.
  [{ fault: 'bind-refused', queue: { senderRefused: 0, waitingSeconds: 9000 } }, ['high sms-bind-refused']],
  [{ queue: { senderRefused: 2, waitingSeconds: 0 } }, ['high sms-sender']],
  [{ queue: { senderRefused: 0, waitingSeconds: 899 } }, []],
  [{ queue: { senderRefused: 0, waitingSeconds: 900 } }, ['medium sms-waiting']],
  [{ queue: null }, []],
])('%j: %j', (changes, found) => {
  expect(brief(smsChecks({ ...healthy, sms: { ...healthy.sms, ...changes } }))).toEqual(found);
});

test('a site without SMS has no findings of it', () => {
  expect(smsChecks({ ...healthy, sms: null })).toEqual([]);
});
