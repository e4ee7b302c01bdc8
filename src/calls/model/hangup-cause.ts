/** ITU-T Q.850 causes that Star7 itself gives. Asterisk turns them into the SIP status in brackets. */
export const causes = {
  /** [404] */
  unallocated: 1,
  /** [BYE, CANCEL] */
  normalClearing: 16,
  /** [486] */
  busy: 17,
  /** [480] */
  noAnswer: 19,
  /** [403] */
  rejected: 21,
  /** Another device answered [CANCEL, with a Reason by which phones show no missed call: RFC 3326]. */
  answeredElsewhere: 26,
  /** [503] */
  congestion: 34,
  /** The dialplan ended the leg because Star7 was down ([star7-after]) [500]. */
  networkOutOfOrder: 38,
  /** For a leg that the PBX forgot. */
  temporaryFailure: 41,
  /** The dialplan stopped a phone that rang, because Star7 was down ([star7-after]) [CANCEL; reported with 500]. */
  interworking: 127,
} as const;
