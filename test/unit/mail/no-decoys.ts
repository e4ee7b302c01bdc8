import type { DecoyMailTaker } from '#mail/mail-intake';
import type { OwnSmsLines } from '#mail/sms/own-lines';

/** Where the mailboxes of decoys are not the point: there are none. */
export const noDecoys = (): DecoyMailTaker => ({
  isKnown: () => Promise.resolve(false),
  take: () => Promise.reject(new Error('there is no mailbox')),
  passed: () => Promise.reject(new Error('there is no mailbox')),
});

export const noSmsLines: OwnSmsLines = {
  isLine: () => Promise.resolve(false),
  take: () => Promise.reject(new Error('there is no line')),
  fateOf: () => Promise.resolve(null),
  areReceiptsLate: () => Promise.resolve(false),
};
