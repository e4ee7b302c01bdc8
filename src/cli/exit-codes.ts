/** What the exit status of `star7` means. Stable: scripts rely on it. */
export const exitCodes = {
  ok: 0,
  /** Anything that has no code of its own. */
  other: 1,
  /** The command line or the configuration is wrong, the token and the key file that it names included. */
  usage: 2,
  /** The input has faults: an unreadable file, or rows that were rejected. */
  badInput: 3,
  notFound: 4,
  /** The database, the PBX or `star7 serve` does not answer. */
  unreachable: 5,
  /** `star7 call`: the two did not come to talk. */
  notAnswered: 6,
} as const;
