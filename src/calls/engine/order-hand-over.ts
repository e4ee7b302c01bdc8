import type { TransferScope } from '#settings/model/setting-rules';
import type { CallId } from '../model/call-record';
import type { ColleagueQuestion } from '../model/colleague-choice';
import type { Manager } from '#people/model/manager';

/** The order of a customer who was passed on with it. */
export interface OrderGoing {
  call: CallId;
  orderNumber: string;
  /** Extension of the manager who gave it away. */
  from: string;
  /** Id of the manager whose it becomes. */
  toId: number;
  to: string;
}

/** Gives orders to other managers. */
export interface OrderHandOver {
  /**
   * May be repeated.
   * @returns whether it is the other manager's now; false if it was not the giver's any more, or is unknown
   * @throws if it cannot be known
   */
  handOver(going: OrderGoing): Promise<boolean>;
}

/** What a manager asks for by phone. */
export interface TransferWish extends ColleagueQuestion {
  call: CallId;
  manager: Manager;
}

/** What passing customers on needs of the rest of the shop. */
export interface TransferRules extends OrderHandOver {
  /** To whom customers may be passed; read each time, because it may have changed. */
  scope(): Promise<TransferScope>;
  /** Audits what is asked for by phone, before a colleague is called. @throws if it cannot be written */
  announce(wish: TransferWish): Promise<void>;
}
