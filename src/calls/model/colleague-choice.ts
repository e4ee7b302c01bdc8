import type { QueueAgent, QueuePhones } from './caller-queue';
import type { Call } from './call-state';
import { orderOwnerOf } from './talk-time';
import type { ColleagueRefusal, ColleagueTarget, TransferKind, TransferPlan } from './transfer-facts';
import type { Manager } from '#people/model/manager';
import type { TransferScope } from '#settings/model/setting-rules';

/** What is asked for: to whom the customer is to be passed, how, and whether the order goes along. */
export interface ColleagueQuestion {
  kind: TransferKind;
  to: ColleagueTarget;
  withOrder: boolean;
  /** The colleague's phone is busy with a call of the asker's own, which ends. */
  isWithAsker?: boolean;
}

/** A colleague as a manager sees them who looks for one. */
export interface ColleagueView {
  extension: string;
  name: string;
  group: string | null;
  state: 'free' | 'busy' | 'unreachable' | 'away';
}

/**
 * Who of the shop gets a customer. Managers without a group stand in for each other. In a group the one who has been free
 * longest is called first.
 */
export function chooseColleagues(
  call: Pick<Call, 'extension' | 'manager' | 'talks' | 'inbound' | 'order'>,
  { kind, to, withOrder, isWithAsker = false }: ColleagueQuestion,
  agents: readonly QueueAgent[],
  phones: QueuePhones,
  scope: TransferScope,
): TransferPlan | { refusal: ColleagueRefusal } {
  if (withOrder && orderOwnerOf(call) !== call.extension) return { refusal: 'order-not-yours' };
  const group = groupOf(call.extension, agents);
  const plan = (...colleagues: readonly Manager[]): TransferPlan => ({ kind, colleagues, withOrder });
  if ('extension' in to) {
    const agent = agents.find(({ manager }) => manager.extension === to.extension);
    const refusal = refusalOf(agent, call.extension, group, phones, scope);
    if (agent !== undefined && refusal === 'colleague-busy' && isWithAsker) return plan(agent.manager);
    return agent === undefined || refusal !== null
      ? { refusal: refusal ?? 'colleague-unknown' }
      : plan(agent.manager);
  }
  const wanted = to.group ?? group;
  const members = agents.filter((agent) => agent.group === wanted);
  if (to.group !== null && members.length === 0) return { refusal: 'colleague-unknown' };
  if (scope === 'group' && wanted !== group) return { refusal: 'colleague-other-group' };
  const free = members
    .filter((agent) => refusalOf(agent, call.extension, group, phones, scope) === null)
    .map(({ manager }) => manager)
    .sort((a, b) => phones.freeSince(a.extension) - phones.freeSince(b.extension));
  return free.length === 0 ? { refusal: 'nobody-free' } : plan(...free);
}

/** Everybody to whom this manager may pass a customer, and whether they can be called now; by extension. */
export function colleaguesOf(
  extension: string,
  agents: readonly QueueAgent[],
  phones: QueuePhones,
  scope: TransferScope,
): ColleagueView[] {
  const group = groupOf(extension, agents);
  return agents
    .filter(
      (agent) => agent.manager.extension !== extension && (scope === 'everybody' || agent.group === group),
    )
    .map((agent) => ({
      extension: agent.manager.extension,
      name: agent.manager.name,
      group: agent.group,
      state: agent.away ? ('away' as const) : phoneWords[phones.stateOf(agent.manager.extension)],
    }));
}

const phoneWords = { ready: 'free', busy: 'busy', unreachable: 'unreachable' } as const;

function groupOf(extension: string, agents: readonly QueueAgent[]): string | null {
  return agents.find(({ manager }) => manager.extension === extension)?.group ?? null;
}

/** In the order in which it is asked: whether somebody may be shown an order says nothing of their phone. */
function refusalOf(
  agent: QueueAgent | undefined,
  own: string,
  ownGroup: string | null,
  phones: QueuePhones,
  scope: TransferScope,
): ColleagueRefusal | null {
  if (agent === undefined) return 'colleague-unknown';
  const { extension } = agent.manager;
  if (extension === own) return 'colleague-self';
  if (scope === 'group' && agent.group !== ownGroup) return 'colleague-other-group';
  if (agent.away) return 'colleague-away';
  const state = phones.stateOf(extension);
  if (state === 'ready') return null;
  return state === 'busy' ? 'colleague-busy' : 'colleague-unreachable';
}
