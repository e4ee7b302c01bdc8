import type { Call } from '../model/call-state';
import type { QueuePhones } from '../model/caller-queue';
import { chooseColleagues, colleaguesOf } from '../model/colleague-choice';
import type { ColleagueQuestion, ColleagueView } from '../model/colleague-choice';
import type { ColleagueRefusal, TransferPlan } from '../model/transfer-facts';
import type { TransferRules } from './order-hand-over';
import type { LiveAgents } from '#people/agents';
import type { Log } from '#kernel/log';

export interface ColleagueFinderParts {
  agents: Pick<LiveAgents, 'list'>;
  transfers: TransferRules;
  log: Log;
}

/** Finds out who of the shop can be called for a customer. */
export class ColleagueFinder {
  constructor(
    private readonly parts: ColleagueFinderParts,
    private readonly phones: QueuePhones,
  ) {}

  /** Never rejects. */
  async find(call: Call, question: ColleagueQuestion): Promise<TransferPlan | { refusal: ColleagueRefusal }> {
    const { agents, transfers, log } = this.parts;
    try {
      const [all, scope] = await Promise.all([agents.list(), transfers.scope()]);
      return chooseColleagues(call, question, all, this.phones, scope);
    } catch (error) {
      log.error('the managers could not be read, so nobody is called for a customer', {
        call: call.id,
        error,
      });
      return { refusal: 'colleagues-unavailable' };
    }
  }

  /** @throws where the managers were never read and the database cannot answer */
  async list(extension: string): Promise<ColleagueView[]> {
    const { agents, transfers } = this.parts;
    const [all, scope] = await Promise.all([agents.list(), transfers.scope()]);
    return colleaguesOf(extension, all, this.phones, scope);
  }
}
