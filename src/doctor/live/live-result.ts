/** How the two legs of a test call were joined. */
export type LiveManner =
  /** As Star7 does: the company's DID as caller ID, connected-line updates held back. */
  | 'as-star7'
  /**
   * As any other program would, with the number as caller ID: only the endpoints' own settings protect it.
   */
  | 'unprotected'
  /** As Star7 does for a courier, whose leg is a trunk's too; only for a shop with couriers. */
  | 'as-courier';

/** A place where the synthetic number appeared in traffic to the manager's phone, or to the courier's mobile. */
export interface LiveLeak {
  manner: LiveManner;
  /** `P-Asserted-Identity of INVITE`, `media`. */
  where: string;
  /** `e164`, `base64`. */
  form: string;
}

export type TextSender = 'carrier' | 'phone';

export interface LiveCall {
  manner: LiveManner;
  /** SIP messages and media packets that were searched. */
  sip: number;
  rtp: number;
  /**
   * The search found the number in the traffic to the customer's side, which proves that the search works.
   */
  controlled: boolean;
  /** Whose text, sent in mid-call, reached the other side. */
  textOf: readonly TextSender[];
  /**
   * All steps of the call succeeded: both sides answered, and Asterisk accepted each change that the carrier
   * requested.
   */
  complete: boolean;
}

export interface LiveResult {
  manager: string;
  trunk: string;
  calls: readonly LiveCall[];
  leaks: readonly LiveLeak[];
  /** Why the test failed; null where it succeeded. */
  fault: string | null;
}
