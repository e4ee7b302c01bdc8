import type { Agent, LiveAgents } from '#people/agents';
import type { CallerBook, CallerQuestion, IdentifiedCaller, ProofOfOrder } from '#calls/engine/caller-book';
import type { KeyedNumber, KeyedNumbers, KeyingRequest } from '#calls/engine/keyed-numbers';
import type { KeyingResult } from '#calls/model/keying-facts';
import type { OrderGoing, TransferRules, TransferWish } from '#calls/engine/order-hand-over';
import type { TransferScope } from '#settings/model/setting-rules';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { CallerIdentity } from '#calls/model/call-event';
import type { CallerRoute } from '#calls/model/inbound-facts';
import type { Manager } from '#people/model/manager';

export const callerRoute: CallerRoute = {
  purpose: 'customers',
  language: 'ru',
  greeting: null,
  overflow: 'wait',
  unknownCaller: 'order-number',
  proof: 'amount',
  fallback: 'call-back',
  changesNumber: false,
  group: null,
  ringSeconds: 20,
  waitSeconds: 120,
};

/** Callers and managers in memory. What a test does not say is answered as for a stranger. */
export class MemoryCallers implements CallerBook, Pick<LiveAgents, 'list'>, KeyedNumbers, TransferRules {
  /** Orders that went along with their customers, and whether the next one does. */
  readonly handed: OrderGoing[] = [];
  handing: boolean | Error = true;
  transferScope: TransferScope = 'group';
  /** Transfers that were asked for by phone, and whether the audit log takes the next. */
  readonly announced: TransferWish[] = [];
  auditFails = false;
  /** Numbers that customers keyed in and that were saved, with what becomes of the next. */
  readonly saved: KeyedNumber[] = [];
  saving: KeyingResult = 'saved';
  /** Requests by the code of the phone, and what is answered; null for no answer. */
  readonly permits: KeyingRequest[] = [];
  permitting: boolean | null = true;
  agents: Agent[] = [];
  caller: IdentifiedCaller = {
    route: callerRoute,
    isOpen: true,
    manager: null,
    order: null,
    callable: false,
    places: [],
  };
  /** What is right to key in. */
  readonly proofs = new Map<string, Pick<CallerIdentity, 'manager' | 'order' | 'callable'>>();
  readonly asked: (CallerQuestion | ProofOfOrder)[] = [];
  failure: Error | null = null;

  hasAgents(...managers: readonly Manager[]): this {
    this.agents = managers.map((manager) => ({ manager, group: null, away: false }));
    return this;
  }

  identify(question: CallerQuestion): Promise<IdentifiedCaller> {
    this.asked.push(question);
    return this.failure === null ? Promise.resolve(this.caller) : Promise.reject(this.failure);
  }

  prove(proof: ProofOfOrder): Promise<Pick<CallerIdentity, 'manager' | 'order' | 'callable'> | null> {
    this.asked.push(proof);
    if (this.failure !== null) return Promise.reject(this.failure);
    return Promise.resolve(this.proofs.get(`${proof.orderNumber}:${proof.amount ?? ''}`) ?? null);
  }

  list(): Promise<readonly Agent[]> {
    return this.failure === null ? Promise.resolve(this.agents) : Promise.reject(this.failure);
  }

  scope(): Promise<TransferScope> {
    return Promise.resolve(this.transferScope);
  }

  announce(wish: TransferWish): Promise<void> {
    this.announced.push(wish);
    return this.auditFails ? Promise.reject(new Error('no answer')) : Promise.resolve();
  }

  handOver(going: OrderGoing): Promise<boolean> {
    this.handed.push(going);
    return this.handing instanceof Error ? Promise.reject(this.handing) : Promise.resolve(this.handing);
  }

  permit(request: KeyingRequest): Promise<boolean> {
    this.permits.push(request);
    return this.permitting === null
      ? Promise.reject(new Error('no answer'))
      : Promise.resolve(this.permitting);
  }

  /** As strict as a test needs it: eleven digits. */
  isNumber(keyed: Masked): boolean {
    return reveal(keyed).length === 11;
  }

  save(keyed: KeyedNumber): Promise<KeyingResult> {
    this.saved.push(keyed);
    return this.failure === null ? Promise.resolve(this.saving) : Promise.reject(this.failure);
  }
}
