import type { DecoyMailTaker } from '#mail/mail-intake';

/** Where the mailboxes of decoys are not the point: there are none. */
export const noDecoys = (): DecoyMailTaker => ({
  isKnown: () => Promise.resolve(false),
  take: () => Promise.reject(new Error('there is no mailbox')),
  passed: () => Promise.reject(new Error('there is no mailbox')),
});
