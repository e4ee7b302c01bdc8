import { mailProgramChecks } from '#doctor/checks/mail-program-checks';
import type { MailProgramFacts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const day = 86_400;
const users = { allowed: ['101'], withoutToken: [], refusing: [] };

test.each<[Partial<MailProgramFacts>, string[]]>([
  [{}, []],
  [{ certificate: { secondsLeft: 14 * day } }, []],
  [{ certificate: { secondsLeft: 13 * day } }, ['medium mail-program-certificate']],
  [{ certificate: { secondsLeft: 0 } }, ['high mail-program-certificate']],
  [{ certificate: { fault: 'cannot be read (ENOENT)' } }, ['high mail-program-certificate']],
  [{ certificate: null }, ['low mail-program-off']],
  [{ users: { ...users, withoutToken: ['101'] } }, ['low mail-program-no-token']],
  [{ users: { ...users, refusing: ['101'] } }, ['medium mail-program-copies']],
  [{ users: null }, []],
])('%j: %j', (changes, found) => {
  const mailPrograms = { ...healthy.mailPrograms, ...changes };
  expect(brief(mailProgramChecks({ ...healthy, mailPrograms }))).toEqual(found);
});

test('a site without them has no findings of them', () => {
  expect(mailProgramChecks({ ...healthy, mailPrograms: null })).toEqual([]);
});
