/**
 * Why a page's phone ends, or its connection alone. Stable: the page tells its manager, and the audit log and the log have it.
 * The WebSocket is closed with the code (RFC 6455, 7.4.2: 4000 to 4999 are the application's) and with the word as its reason.
 */
export const phoneEnds = {
  /** The manager went off duty. */
  'off-duty': 4000,
  /** The manager went on duty in another page. */
  'taken-over': 4001,
  /** Signed out, expired, disabled. */
  'session-ended': 4002,
  /** The database has not said for a minute whether the session lasts. */
  'session-unknown': 4003,
  /** The PBX does not know the phone any more, and nobody knows its password: going on duty again mends it. */
  forgotten: 4004,
  /** Of the connection alone: the session has no phone. */
  'not-on-duty': 4005,
  /** Of the connection alone: another one of the same page takes its place. */
  replaced: 4006,
  /** Of the connection alone: the PBX is away. The page tries again. */
  'pbx-away': 4007,
  /** Of the connection alone: a frame was refused. */
  refused: 4008,
  /** Of the connection alone: too many frames. */
  'too-fast': 4009,
} as const;

export type PhoneEnd = keyof typeof phoneEnds;

export function phoneEndOf(code: number | undefined): PhoneEnd | null {
  const found = Object.entries(phoneEnds).find(([, value]) => value === code);
  return found === undefined ? null : (found[0] as PhoneEnd);
}

/** Ends after which the page connects again with the same credentials, by itself. */
export function isPassing(end: PhoneEnd | null): boolean {
  return end === null || end === 'pbx-away' || end === 'replaced';
}
