import type { CallId, Direction } from './model/call-record';
import type { Ender } from './model/ender';
import type { CallView } from './model/call-view';
import type { Disposition } from './model/disposition';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { ManagerIdentity } from '#kernel/principal';

export interface CallFilter {
  /** One manager's own list. */
  manager?: ManagerIdentity;
  /** Calls of an extension, whosever it was. */
  managerExtension?: string;
  /** For a manager's own list a refused order matches nothing: the list is no oracle. */
  orderNumber?: string;
  direction?: Direction;
  disposition?: Disposition;
  hungUpBy?: Ender;
  from?: Micros;
  to?: Micros;
}

/** The records of calls, finished or not. */
export interface CallLog {
  find(id: CallId): Promise<CallView | null>;
  /** Newest first. */
  list(filter: CallFilter, page: PageRequest): Promise<Page<CallView>>;
}

/** What people say of ended calls. */
export interface CallMarks {
  /** Whether a voicemail answered. @returns false if no such call is stored, or its two sides never talked */
  markVoicemail(id: CallId, voicemail: boolean): Promise<boolean>;
}
