import { announcements } from '#calls/model/announcement';
import type { Announcement, Spoken } from '#calls/model/announcement';
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
  // Sentences that the core sounds do not have: dialplan/sounds/prompts.txt.
  'press-1-to-take': ['star7/press-1-to-take'],
  'customer-keys': ['star7/customer-keys'],
  'key-extension': ['star7/key-extension'],
  'customer-back': ['star7/customer-back'],
  'customer-hung-up': ['star7/customer-hung-up'],
  'colleague-unknown': ['star7/colleague-unknown'],
  'colleague-self': ['star7/colleague-self'],
  'colleague-other-group': ['star7/colleague-other-group'],
  'colleague-away': ['star7/colleague-away'],
  'colleague-busy': ['star7/colleague-busy'],
  'colleague-unreachable': ['star7/colleague-unreachable'],
  'colleague-no-answer': ['star7/colleague-no-answer'],
  'nobody-free': ['star7/nobody-free'],
  'key-new-number': ['star7/key-new-number'],
  'number-invalid': ['star7/number-invalid'],
  'you-keyed': ['you-entered'],
  'confirm-number': ['star7/confirm-number'],
  'caller-wait': ['star7/wait'],
  'caller-ahead': ['star7/callers-before-you'],
  'caller-next': ['queue-youarenext'],
  'caller-press-1': ['star7/press-1-call-back'],
  'caller-press-3': ['star7/press-3-change-number'],
  'caller-not-proved': ['star7/not-proved'],
  'caller-number-changed': ['star7/number-changed'],
  'caller-number-not-changed': ['star7/number-not-changed'],
  'caller-call-back': ['star7/call-back'],
  'caller-not-taken': ['star7/not-taken'],
  'caller-closed': ['star7/closed'],
  'caller-closed-call-back': ['star7/closed-call-back'],
  'caller-key-order-number': ['star7/key-order-number'],
  'caller-key-amount': ['star7/key-amount'],
  'caller-not-found': ['star7/not-found'],
  'caller-refused': ['star7/refused'],
  'key-pin': ['star7/courier-pin'],
  'not-right': ['star7/courier-not-found'],
  'mobile-key-order': ['star7/mobile-key-order'],
  'mobile-refused': ['star7/mobile-refused'],
  'mobile-code': ['star7/mobile-code'],
  'courier-key-number': ['star7/courier-number'],
  'courier-key-order': ['star7/courier-order'],
  'courier-nothing': ['star7/courier-nothing'],
  'courier-refused': ['star7/courier-refused'],
  'supervisor-listens': ['star7/supervisor-listens'],
  'line-hello': ['star7/hello'],
  'line-whom': ['star7/whom'],
  'line-cannot-hear': ['star7/cannot-hear'],
  'survey-greeting': ['star7/survey-greeting'],
  'survey-offered': ['star7/survey-offered'],
  'survey-known': ['star7/survey-known'],
  'survey-reason': ['star7/survey-reason'],
  'survey-call-back': ['star7/survey-call-back'],
  'survey-thanks': ['star7/survey-thanks'],
  'survey-never': ['star7/survey-never'],
};

/** The folder of Star7's own sounds on a PBX, below that of all sounds: dialplan/sounds. */
export const soundFolder = 'star7';
const own = `${soundFolder}/`;

/** Names of Star7's own sounds in one language, without the folder: `ru/wait`. */
export function ownSounds(language: Language): string[] {
  return announcements
    .flatMap((announcement) => soundsOf(announcement, language))
    .flatMap((sound) => (sound.startsWith(own) ? [sound.slice(own.length)] : []));
}

/** The few prompts with another name in the English set. */
const englishNames: Readonly<Record<string, string>> = { 'pls-try-call-later': 'please-try-call-later' };

/** What Asterisk plays for a part of what is said, in playing order: media URIs of ARI. */
export function mediaOf(part: Spoken, language: Language): readonly string[] {
  if (typeof part === 'string') return soundsOf(part, language).map((sound) => `sound:${sound}`);
  if ('sound' in part) return [`sound:${part.sound}`];
  return 'number' in part ? [`number:${part.number}`] : [`digits:${part.digits}`];
}

/** Names of the sound files below the folder of sounds, in playing order; Asterisk finds its own ones by language. */
export function soundsOf(announcement: Announcement, language: Language): readonly string[] {
  return announcementMedia[announcement].map((sound) =>
    sound.startsWith(own)
      ? `${own}${language}/${sound.slice(own.length)}`
      : language === 'en'
        ? (englishNames[sound] ?? sound)
        : sound,
  );
}
