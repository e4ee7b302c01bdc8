import { mailChecks } from '../../../src/doctor/checks/mail-checks';
import type { MailAccountFacts, MailFacts } from '../../../src/doctor/facts';
import { healthy } from './healthy-facts';

const account: MailAccountFacts = {
  imap: 'imap.provider.example:993',
  mailbox: { fault: null, waiting: 2, hasIdle: true, hasUidPlus: true },
  ...{ submissionFault: null, sendsFromDomain: true },
};

const foundOf = (change: Partial<MailAccountFacts>, mail: Partial<MailFacts> = {}): string[] =>
  mailChecks({ ...healthy, mail: { ...healthy.mail, ...mail, account: { ...account, ...change } } }).map(
    ({ slug, severity, what }) => `${severity} ${slug}: ${what}`,
  );

it('an account that works is nothing to mend', () => {
  expect(foundOf({})).toEqual([]);
});

it.each([
  ['credentials-refused', 'high mailbox-credentials: The provider refuses the account.'],
  ['unreachable', 'high mailbox-down: It does not answer.'],
  ['certificate', 'high mailbox-down: It speaks no TLS there, or its certificate is not trusted.'],
  ['folder-refused', 'high mailbox-down: The folder is not there, or cannot be written.'],
] as const)('a mailbox that is %s', (fault, expected) => {
  expect(foundOf({ mailbox: { fault, waiting: 0, hasIdle: false, hasUidPlus: false } })).toEqual([expected]);
});

it('mails that lie there, and what the provider lacks', () => {
  expect(foundOf({ mailbox: { ...account.mailbox, waiting: 50, hasUidPlus: false } })).toEqual([
    'medium mailbox-waiting: 50 mails lie in the folder.',
    'low mailbox-capability: The provider lacks UIDPLUS.',
  ]);
});

it('a server that does not take the account sends nothing', () => {
  expect(foundOf({ submissionFault: 'credentials-refused' }, { isServerUp: false })).toEqual([
    'high mail-server-down: It refuses the account.',
  ]);
});
