/** What a new installation has by now, of what it needs before its first call. */
export interface Beginnings {
  managers: boolean;
  /** A manager can sign in. */
  accounts: boolean;
  orders: boolean;
  /** A customer was called. */
  firstCall: boolean;
}

export interface BeginningsStore {
  read(): Promise<Beginnings>;
}
