/** Announcements for managers and, with `caller-`, for callers from outside. The PBX adapter knows the recorded prompts of each, in each language. */
export const announcements = [
  'order-refused',
  'locked-out',
  'hourly-cap',
  'daily-cap',
  'do-not-call',
  'destination-closed',
  'calling-hours',
  'customer-busy',
  'customer-no-answer',
  'customer-rejected',
  'customer-unreachable',
  'customer-not-in-service',
  'trunks-down',
  'already-in-call',
  'try-later',
  'press-1-to-accept',
  'press-1-to-take',
  /** To the manager, before the music: the customer is keying in a number. */
  'customer-keys',
  /** To the manager, whose customer is on hold. */
  'key-extension',
  'customer-back',
  'customer-hung-up',
  'colleague-unknown',
  'colleague-self',
  'colleague-other-group',
  'colleague-away',
  'colleague-busy',
  'colleague-unreachable',
  'colleague-no-answer',
  'nobody-free',
  /** To the customer who keys in a new number. */
  'key-new-number',
  'number-invalid',
  /** Followed by the digits, and by the question whether they are right. */
  'you-keyed',
  'confirm-number',
  /** Nobody is free; how many wait before, followed by their number; the offer to be called back. */
  'caller-wait',
  'caller-ahead',
  'caller-next',
  'caller-press-1',
  /** The offer to key in a new number; that the proof for it is wrong; what came of it. */
  'caller-press-3',
  'caller-not-proved',
  'caller-number-changed',
  'caller-number-not-changed',
  /** Somebody calls back. */
  'caller-call-back',
  /** Nobody took the call; call later. */
  'caller-not-taken',
  'caller-closed',
  'caller-closed-call-back',
  'caller-key-order-number',
  'caller-key-amount',
  'caller-not-found',
  'caller-refused',
  /** To somebody of the shop who calls from outside. */
  'key-pin',
  'not-right',
  /** To a manager who calls from the own mobile, or whose mobile is called for the first time. */
  'mobile-key-order',
  'mobile-refused',
  'mobile-code',
  /** To a courier. */
  'courier-key-number',
  'courier-key-order',
  'courier-nothing',
  'courier-refused',
  /** To both who talk. */
  'supervisor-listens',
  /** On a line of the company that is nobody's: as somebody answers the own phone. */
  'line-hello',
  'line-whom',
  'line-cannot-hear',
  /** An automatic call: who calls and which keys there are; four questions; the end. */
  'survey-greeting',
  'survey-offered',
  'survey-known',
  'survey-reason',
  'survey-call-back',
  'survey-thanks',
  'survey-never',
] as const;
export type Announcement = (typeof announcements)[number];

/** A part of what is said: an announcement, a sound of the site's own (as the PBX names it), a number, or single digits. */
export type Spoken = Announcement | { sound: string } | { number: number } | { digits: string };
