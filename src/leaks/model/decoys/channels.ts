/**
 * The ways by which a list of customers can leave the house: a manager's portfolio, a file that was handed out, a file that
 * was imported, a courier service, an account of the shop's own program, a backup.
 */
export const channelKinds = ['manager', 'export', 'import', 'courier', 'shop', 'backup'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** One of them: `manager 101`, `courier sdek`. */
export interface Channel {
  kind: ChannelKind;
  /** An extension; of other kinds what the owner calls it. */
  key: string;
}

/** What a key may be: a name that people recognise. */
export const longestChannelKey = 64;

export function isSameChannel(a: Channel, b: Channel): boolean {
  return a.kind === b.kind && a.key === b.key;
}
