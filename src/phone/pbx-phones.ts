import type { Language } from '#kernel/language';

/** A phone in a page, or a desk phone that Star7 sets up, as the PBX is to know it. */
export interface PagePhone {
  /** The name of its endpoint, and the user of its address. */
  endpoint: string;
  password: string;
  /** Shown to colleagues. */
  name: string;
  extension: string;
  /** Of what the PBX says to its manager. */
  language: Language;
}

/** An endpoint of the PBX's own configuration cannot be lent now. */
export class PhoneNotFreeError extends Error {
  override readonly name = 'PhoneNotFreeError';

  /** @param reason `in-call`: a call of whoever had it before is up; `missing`: the PBX does not have it */
  constructor(readonly reason: 'in-call' | 'missing') {
    super(reason);
  }
}

/** The PBX's side of phones of one kind, in pages or on desks. Every promise settles within a deadline, and rejects without a connection. */
export interface PbxPhones {
  readonly up: boolean;
  /** What the names of this Star7's endpoints begin with: by it {@link list} tells them from others. */
  readonly prefix: string;
  /**
   * Lets the phone register and call; one that the PBX does not list.
   * @throws PhoneNotFreeError of one that the PBX has by itself
   */
  put(phone: PagePhone): Promise<void>;
  /** The phone's calls go on; it registers no more. One that the PBX does not know is no error. */
  remove(endpoint: string): Promise<void>;
  /** The endpoints of this Star7's phones of the kind that the PBX knows. It forgets them when it restarts. */
  list(): Promise<ReadonlySet<string>>;
  /** Called each time the connection comes up: the PBX may have restarted. One listener. */
  onUp(listener: () => void): void;
}

/** Of phones whose settings Star7 writes. */
export interface PbxDeskPhones extends PbxPhones {
  /** What it offers such phones, the best first: words of Asterisk's `allow`. */
  codecs(): Promise<readonly string[]>;
}
