import type { Announcement } from '../core/announcement';

/**
 * What each announcement is spoken with: prompts of Asterisk's core sounds, which exist in Russian and English
 * (Debian: asterisk-core-sounds-ru-gsm, -en-gsm). Asterisk picks the language.
 */
export const announcementMedia: Readonly<Record<Announcement, readonly string[]>> = {
  'order-refused': ['cannot-complete-as-dialed', 'check-number-dial-again'],
  'customer-busy': ['im-sorry', 'number', 'is-in-use'],
  'customer-no-answer': ['number-not-answering', 'pls-try-call-later'],
  'customer-rejected': ['vm-nobodyavail'],
  'customer-unreachable': ['vm-nobodyavail', 'pls-try-call-later'],
  'customer-not-in-service': ['ss-noservice'],
  'trunks-down': ['all-circuits-busy-now', 'pls-try-call-later'],
  'already-in-call': ['simul-call-limit-reached'],
  'try-later': ['im-sorry', 'pls-try-call-later'],
  'press-1-to-accept': ['to-call-this-number', 'vm-press', 'digits/1'],
};
