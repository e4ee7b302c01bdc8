/** Names one of a customer's contact points, without its digits. */
export const slots = ['main', 'second', 'recipient'] as const;
export type Slot = (typeof slots)[number];
