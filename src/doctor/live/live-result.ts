/** How the two legs of a test call were joined. */
export type LiveManner =
  /** As Star7 does: the company's DID for caller ID, connected-line updates held back. */
  | 'as-star7'
  /** As any program would, with the number for caller ID: nothing but the endpoints' own protections. */
  | 'unprotected';

/** Where the synthetic number stood in what a manager's phone would have been sent. */
export interface LiveLeak {
  manner: LiveManner;
  /** `P-Asserted-Identity of INVITE`, `media`. */
  where: string;
  /** `e164`, `base64`. */
  form: string;
}

export interface LiveCall {
  manner: LiveManner;
  /** SIP messages and media packets that were searched. */
  sip: number;
  rtp: number;
  /** The search found the number in what the customer's side was sent: it can find one. */
  controlled: boolean;
  /** The call's steps came about: both answered, and each change that the carrier asked for was taken. */
  complete: boolean;
}

export interface LiveResult {
  manager: string;
  trunk: string;
  calls: readonly LiveCall[];
  leaks: readonly LiveLeak[];
  /** Why the test came to nothing, in words; null where it did not. */
  fault: string | null;
}
