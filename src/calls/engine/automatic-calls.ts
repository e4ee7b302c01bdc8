import { refusalOfOrder } from '../model/call-limits';
import type { CallLimits } from '../model/call-limits';
import type { KeyedAnswers } from '../model/questionnaire';
import type { Admission, Authorisation } from './call-authority';
import type { Alerts } from '#log/alerts';
import type { Clock } from '#kernel/clock';

/** Who may be called automatically, and where the answers go. */
export interface AutomaticCalls {
  /** Asked for each call. @throws if the database cannot answer: then nobody is called */
  authorise(ticket: string): Promise<Admission>;
  /** Resolves once the answers are stored, or somebody has them who goes on trying. */
  keep(answers: KeyedAnswers): Promise<void>;
}

export interface AutomaticGateParts {
  orders: {
    /** Whose consent is on record, and who is to be called now by this ticket. */
    authoriseAutomatic: (ticket: string) => Promise<Authorisation>;
  };
  /** The capability that asks; made after the calls. */
  answers: () => Pick<AutomaticCalls, 'keep'>;
  limits: () => Promise<CallLimits>;
  alerts: Alerts;
  clock: Pick<Clock, 'now'>;
}

/** The limits of all calls hold for automatic ones: do-not-call, destinations, calling hours. Whoever asks for them bounds how many. */
export class AutomaticGate implements AutomaticCalls {
  constructor(private readonly parts: AutomaticGateParts) {}

  async authorise(ticket: string): Promise<Admission> {
    const { orders, limits, alerts, clock } = this.parts;
    const site = await limits();
    const { order, restraints } = await orders.authoriseAutomatic(ticket);
    if (order === null || restraints === null) return { manager: null, order: null, refusal: 'order' };
    const refusal = refusalOfOrder(restraints, clock.now(), site);
    if (refusal === 'destination') {
      alerts.raise({ event: 'destination-refused', reason: restraints.destination });
    }
    return { manager: null, order, refusal };
  }

  keep(answers: KeyedAnswers): Promise<void> {
    return this.parts.answers().keep(answers);
  }
}

/** Nobody is called automatically. */
export const noAutomaticCalls: AutomaticCalls = {
  authorise: () => Promise.resolve({ manager: null, order: null, refusal: 'order' }),
  keep: () => Promise.resolve(),
};
