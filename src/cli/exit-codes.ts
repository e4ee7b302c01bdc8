/** The exit statuses of `star7`. Stable: scripts rely on it. */
export const exitCodes = {
  ok: 0,
  /** Any other error. */
  other: 1,
  /** `star7 doctor`: there are findings (by default: of high severity). */
  findings: 1,
  /** The command line or the configuration is wrong, the token and the key file that it names included. */
  usage: 2,
  /** The input has faults: an unreadable file, or rows that were rejected. */
  badInput: 3,
  notFound: 4,
  /** The database, the PBX or `star7 serve` does not answer. */
  unreachable: 5,
  /** `star7 call`: the two sides were not connected. */
  notAnswered: 6,
  /** `star7 audit verify`: the audit log was changed. */
  tampered: 7,
} as const;
