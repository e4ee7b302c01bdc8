import type { Announcement } from '#calls/model/announcement';
import type { Language } from '#kernel/language';

/**
 * What each announcement is spoken with: prompts of Asterisk's core sounds, which exist in Russian and English
 * (Debian: asterisk-core-sounds-ru-gsm, -en-gsm). Named as in Russian.
 */
const announcementMedia: Readonly<Record<Announcement, readonly string[]>> = {
  'order-refused': ['cannot-complete-as-dialed', 'check-number-dial-again'],
  // What the core sounds have comes closest to it: "sorry you're having problems", "limit reached", "do not disturb".
  'locked-out': ['sorry-youre-having-problems', 'pls-try-call-later'],
  'hourly-cap': ['simul-call-limit-reached', 'pls-try-call-later'],
  'daily-cap': ['simul-call-limit-reached', 'goodbye'],
  'do-not-call': ['im-sorry', 'do-not-disturb', 'activated'],
  'destination-closed': ['im-sorry', 'feature-not-avail-line'],
  'calling-hours': ['im-sorry', 'do-not-disturb', 'pls-try-call-later'],
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

/** The few that have another name in English. */
const englishNames: Readonly<Record<string, string>> = { 'pls-try-call-later': 'please-try-call-later' };

/** Names of sound files below the language's folder, in the order in which they are played. */
export function soundsOf(announcement: Announcement, language: Language): readonly string[] {
  const sounds = announcementMedia[announcement];
  return language === 'en' ? sounds.map((sound) => englishNames[sound] ?? sound) : sounds;
}
