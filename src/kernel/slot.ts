/** Which of a customer's contact points: a place, never digits. */
export const slots = ['main', 'second', 'recipient'] as const;
export type Slot = (typeof slots)[number];
