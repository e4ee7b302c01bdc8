/** Names one of a customer's contact points, without its digits. */
export const slots = ['main', 'second', 'recipient'] as const;
export type Slot = (typeof slots)[number];

/** Everything of an order that a contact can be put into: numbers, and the e-mail address. Calls go to numbers alone. */
export const contactSlots = [...slots, 'email'] as const;
export type ContactSlot = (typeof contactSlots)[number];
