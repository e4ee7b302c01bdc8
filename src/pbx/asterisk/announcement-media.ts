import type { Announcement } from '#calls/model/announcement';
import type { Language } from '#kernel/language';

/**
 * The prompts that make up each announcement, from Asterisk's core sounds, which exist in Russian and English
 * (Debian: asterisk-core-sounds-ru-gsm, -en-gsm). Names are those of the Russian set.
 */
const announcementMedia: Readonly<Record<Announcement, readonly string[]>> = {
  'order-refused': ['cannot-complete-as-dialed', 'check-number-dial-again'],
  // The closest prompts among the core sounds: "sorry you're having problems", "limit reached", "do not
  // disturb".
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

/** The few prompts with another name in the English set. */
const englishNames: Readonly<Record<string, string>> = { 'pls-try-call-later': 'please-try-call-later' };

/** Names of the sound files below the language's folder, in playing order. */
export function soundsOf(announcement: Announcement, language: Language): readonly string[] {
  const sounds = announcementMedia[announcement];
  return language === 'en' ? sounds.map((sound) => englishNames[sound] ?? sound) : sounds;
}
