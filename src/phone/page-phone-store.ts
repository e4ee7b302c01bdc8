/** A phone in a page: whose session it belongs to. Its password is stored nowhere. */
export interface StoredPhone {
  endpoint: string;
  extension: string;
}

/** Which sessions are on duty in a page. Every method rejects where the database cannot answer. */
export interface PagePhoneStore {
  /**
   * The session's phone from now on, and the only one of its extension. A row of the endpoint's last page goes.
   * @returns the endpoints of the rows that went
   */
  add(phone: StoredPhone, session: string): Promise<readonly string[]>;
  remove(endpoint: string): Promise<void>;
  /** The phone of a session; null where it is not on duty. */
  ofSession(session: string): Promise<StoredPhone | null>;
  /** All phones of this node, those too whose session is over. */
  all(): Promise<readonly StoredPhone[]>;
  /**
   * The endpoints whose session still lets its manager in.
   * @param idleSeconds for how long a session may lie unused
   */
  living(idleSeconds: number): Promise<ReadonlySet<string>>;
  /** The sessions of these endpoints are in use now. One that has ended stays so. */
  noteUse(endpoints: readonly string[]): Promise<void>;
}
