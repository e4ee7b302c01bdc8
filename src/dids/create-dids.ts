import { DidDesk } from './did-desk';
import type { DidDeskParts } from './did-desk';
import { didSchema } from './did-json';
import { didRoutes } from './did-routes';
import { LiveDidRoutes } from './live-dids';
import { SqlDids } from './sql-dids';
import type { AuditTrail } from '#audit/audit-trail';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { LiveAgents } from '#people/agents';

export interface DidParts {
  database: Database;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
  agents: LiveAgents;
}

/** The company's numbers, and what a call to each does. */
export interface Dids {
  live: LiveDidRoutes;
  routes: RouteSet;
}

export function createDids({ database, clock, log, trail, agents }: DidParts): Dids {
  const live = new LiveDidRoutes({ store: new SqlDids(database), clock, log });
  return { live, routes: didsApi({ routes: live, agents, trail }) };
}

export function didsApi(parts: DidDeskParts): RouteSet {
  return {
    schemas: [didSchema],
    administrators: (app) => didRoutes(app, new DidDesk(parts)),
  };
}
