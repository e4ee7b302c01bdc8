/** Announcements for managers. The PBX adapter knows the recorded prompts of each, in each language. */
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
] as const;
export type Announcement = (typeof announcements)[number];
