import type { DidRouteEntry, LiveDidRoutes } from './live-dids';
import type { DidRoute } from './model/did-route';
import { changedFields, didFaults, nameOfDid, tidied } from './model/did-rules';
import type { DidWarningCode } from './model/did-rules';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';
import type { LiveAgents } from '#people/agents';

/** Something that is stored all the same, and may be a mistake. */
export interface DidWarning {
  field: keyof DidRoute;
  code: DidWarningCode;
  detail: string;
}

export interface DidDeskParts {
  routes: Pick<LiveDidRoutes, 'list' | 'put' | 'remove'>;
  agents: Pick<LiveAgents, 'list'>;
  trail: Pick<AuditTrail, 'before'>;
}

/**
 * Keeping the routes of the company's numbers. Audited before each change: a route decides what strangers must prove before
 * they are put through, so none is changed unseen.
 */
export class DidDesk {
  constructor(private readonly parts: DidDeskParts) {}

  /** The route of all other numbers first, stored or not. */
  async list(): Promise<DidRouteEntry[]> {
    return this.parts.routes.list();
  }

  /**
   * Adds or replaces the route of its number, from the next call on.
   * @throws RefusedError `invalid-input` (a field for each fault), `unavailable`
   */
  async put(actor: Actor, asked: DidRoute): Promise<{ entry: DidRouteEntry; warnings: DidWarning[] }> {
    const { routes, trail } = this.parts;
    const route = tidied(asked);
    refuseFaults(didFaults(route));
    const before = entryOf(await routes.list(), route.did);
    const by = actorOf(actor);
    await trail.before({
      actor: by,
      action: 'did.set',
      subject: subjectOf(route.did),
      detail:
        before === null || before.changedAt === null
          ? { added: true }
          : { changed: changedFields(before.route, route).join(',') },
    });
    await routes.put(route, by);
    const entry = entryOf(await routes.list(), route.did);
    return {
      entry: entry ?? { route, changedAt: null, changedBy: null },
      warnings: await this.#warningsOf(route),
    };
  }

  /**
   * From the next call on the number has the route of all others; these have the default then.
   * @throws RefusedError `did-unknown`, `unavailable`
   */
  async remove(actor: Actor, did: string | null): Promise<void> {
    const { routes, trail } = this.parts;
    const before = entryOf(await routes.list(), did);
    if (before === null || before.changedAt === null) throw unknownDid();
    await trail.before({ actor: actorOf(actor), action: 'did.delete', subject: subjectOf(did) });
    if (!(await routes.remove(did))) throw unknownDid();
  }

  /** A group that nobody is in may be one that somebody will be in: the route is stored. */
  async #warningsOf({ group }: DidRoute): Promise<DidWarning[]> {
    if (group === null) return [];
    const agents = await this.parts.agents.list().catch(() => null);
    if (agents === null || agents.some((agent) => agent.group === group)) return [];
    return [{ field: 'group', code: 'group-unknown', detail: 'no active manager is in this group' }];
  }
}

function entryOf(entries: readonly DidRouteEntry[], did: string | null): DidRouteEntry | null {
  return entries.find(({ route }) => route.did === did) ?? null;
}

/** The number is the company's own, which customers see. */
function subjectOf(did: string | null): string {
  return `did:${nameOfDid(did)}`;
}

function unknownDid(): RefusedError {
  return new RefusedError('did-unknown', {
    message: 'This number has no route of its own. See: star7 did list.',
  });
}
