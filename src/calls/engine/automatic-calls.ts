import { refusalOfOrder } from '../model/call-limits';
import type { CallLimits } from '../model/call-limits';
import type { KeyedAnswers } from '../model/questionnaire';
import type { Admission, Authorisation } from './call-authority';
import type { Alerts } from '#log/alerts';
import type { Clock } from '#kernel/clock';
import type { Masked } from '#kernel/masked';

/** Who may be called automatically, and where the answers go. */
export interface AutomaticCalls {
  /** Asked for each call. @throws if the database cannot answer: then nobody is called */
  authorise(ticket: string): Promise<Admission>;
  /** Resolves once the answers are stored, or somebody has them who goes on trying. */
  keep(answers: KeyedAnswers): Promise<void>;
}

/** The capability that has customers called automatically. */
export interface AutomaticAsker extends Pick<AutomaticCalls, 'keep'> {
  /** Whether the number is a line of an invented customer, who may stand among the shop's own. @param number E.164 */
  isInvented(number: Masked): boolean;
}

export interface AutomaticGateParts {
  orders: {
    /** Whose consent is on record, and who is to be called now by this ticket. */
    authoriseAutomatic: (ticket: string) => Promise<Authorisation>;
  };
  /** Made after the calls. */
  asker: () => AutomaticAsker;
  limits: () => Promise<CallLimits>;
  alerts: Alerts;
  clock: Pick<Clock, 'now'>;
}

/** The limits of all calls hold for automatic ones: do-not-call, destinations, calling hours. Whoever asks for them bounds how many. */
export class AutomaticGate implements AutomaticCalls {
  constructor(private readonly parts: AutomaticGateParts) {}

  async authorise(ticket: string): Promise<Admission> {
    const { orders, asker, limits, alerts, clock } = this.parts;
    const site = await limits();
    const { order, restraints } = await orders.authoriseAutomatic(ticket);
    const isInvented = order !== null && asker().isInvented(order.number);
    if (order === null || restraints === null || isInvented)
      return { manager: null, order: null, refusal: 'order' };
    const refusal = refusalOfOrder(restraints, clock.now(), site);
    if (refusal === 'destination') {
      alerts.raise({ event: 'destination-refused', reason: restraints.destination });
    }
    return { manager: null, order, refusal };
  }

  keep(answers: KeyedAnswers): Promise<void> {
    return this.parts.asker().keep(answers);
  }
}

/** Nobody is called automatically. */
export const noAutomaticCalls: AutomaticCalls = {
  authorise: () => Promise.resolve({ manager: null, order: null, refusal: 'order' }),
  keep: () => Promise.resolve(),
};
