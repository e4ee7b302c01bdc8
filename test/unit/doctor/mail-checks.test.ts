import { mailChecks } from '#doctor/checks/mail-checks';
import type { MailFacts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

test.each<[Partial<MailFacts>, string[]]>([
  [{}, []],
  [{ isServerUp: false }, ['high mail-server-down']],
  // One finding for one cause.
  [{ isServerUp: false, waitingSeconds: 72_000 }, ['high mail-server-down']],
  [{ waitingSeconds: 21_599 }, []],
  [{ waitingSeconds: 21_600 }, ['medium mail-waiting']],
  [{ waitingSeconds: null }, []],
  [{ signs: false }, ['low mail-unsigned']],
  [{ dnsFaults: ['mx-missing', 'dmarc-lax'] }, ['high mail-dns', 'medium mail-dns']],
])('%j: %j', (changes, found) => {
  expect(brief(mailChecks({ ...healthy, mail: { ...healthy.mail, ...changes } }))).toEqual(found);
});

test('a site without mail has no findings of it', () => {
  expect(mailChecks({ ...healthy, mail: null })).toEqual([]);
});
