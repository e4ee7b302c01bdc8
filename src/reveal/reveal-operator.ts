import { decided, found } from './reveal-decision';
import type { DecisionParts } from './reveal-decision';
import type { RevealRequest, RevealStore } from './reveal-store';
import { actorOf } from '#kernel/principal';
import type { Operator } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

export interface RevealOperatorParts extends DecisionParts {
  store: RevealStore;
}

const mostListed = 200;

/**
 * What the operator of the machine does: says who may ask and approve, and stops what is asked for. Not more: nobody has signed in at the
 * prompt, so whoever is there could be both persons.
 */
export class RevealOperator {
  constructor(private readonly parts: RevealOperatorParts) {}

  persons(): Promise<string[]> {
    return this.parts.store.persons();
  }

  /** @throws RefusedError `account-unknown`, `unavailable` */
  async namePerson(operator: Operator, login: string, named: boolean): Promise<void> {
    const { store, trail } = this.parts;
    const by = actorOf(operator);
    const action = named ? 'reveal.name-person' : 'reveal.remove-person';
    await trail.before({ actor: by, action, subject: null, detail: { login } });
    if (!(await (named ? store.addPerson(login, by) : store.removePerson(login)))) {
      throw new RefusedError('account-unknown', {
        message: named
          ? 'No active account of a supervisor or an administrator has this login.'
          : 'This account was not named.',
      });
    }
  }

  /** The newest first: what was asked for, never what was shown. */
  list(): Promise<RevealRequest[]> {
    return this.parts.store.list(mostListed);
  }

  /** @throws RefusedError `reveal-unknown`, `reveal-decided`, `unavailable` */
  async refuse(operator: Operator, id: number): Promise<RevealRequest> {
    return decided(this.parts, operator, await found(this.parts.store, id), false);
  }
}
