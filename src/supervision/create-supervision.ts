import { EventFeed } from './event-feed';
import { defaultEventSettings } from './event-routes';
import { Phones } from './phones';
import { PresenceWatch } from './presence-watch';
import { SqlBeginnings } from './sql-beginnings';
import { SqlBoard } from './sql-board';
import { SqlEntryLists } from './sql-entry-lists';
import { SqlStatistics } from './sql-statistics';
import { StatisticsReporter } from './statistics-report';
import { supervisionApi } from './supervision-api';
import type { AuditTrail } from '#audit/audit-trail';
import type { CallControl } from '#calls/engine/call-control';
import type { CallFeed } from '#calls/engine/call-feed';
import type { ListeningFeed } from '#calls/engine/listening-feed';
import type { Extensions } from '#calls/engine/extensions';
import type { PbxView } from '#calls/engine/pbx-view';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { OrderFeed } from '#orders/order-feed';
import type { AccessWatch } from '#people/access-watch';
import type { LiveAgents } from '#people/agents';
import type { ManagerNames } from '#people/manager-names';
import type { PresenceDesk } from '#people/presence-desk';
import type { DeviceKind } from '#people/model/reach';

export interface SupervisionParts {
  database: Database;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
  access: AccessWatch;
  people: ManagerNames;
  agents: LiveAgents;
  presence: Pick<PresenceDesk, 'endBreaks'>;
  control: CallControl;
  calls: CallFeed;
  listenings: ListeningFeed;
  orders: OrderFeed;
  pbx: PbxView;
  extensions: Extensions;
  extensionChanges: Feed<string | null>;
  /** The devices that ring now for an extension. */
  ringing: (extension: string) => readonly DeviceKind[];
  /** The site's IANA time zone. */
  timeZone: () => Promise<string>;
}

/** Read models: the views of supervisors, and the live events for everyone. */
export interface Supervision {
  routes: RouteSet;
  start(): void;
  stop(): void;
}

export function createSupervision(parts: SupervisionParts): Supervision {
  const { database, clock, log, trail, access, people, agents, control, pbx, timeZone } = parts;
  const phones = new Phones(parts.extensions, parts.ringing, people, clock, log);
  parts.extensionChanges.subscribe((extension) => {
    if (extension === null) phones.allChanged();
    else phones.changed(extension);
  });
  const presences = new PresenceWatch(agents, parts.presence, clock, log);
  const events = new EventFeed({
    calls: parts.calls,
    listenings: parts.listenings,
    phones: phones.feed,
    presences: agents.feed,
    orders: parts.orders,
  });
  return {
    routes: supervisionApi({
      events,
      phones,
      people,
      agents,
      control,
      pbx,
      beginnings: new SqlBeginnings(database),
      board: new SqlBoard(database),
      statistics: new StatisticsReporter(new SqlStatistics(database)),
      entryLists: new SqlEntryLists(database),
      timeZone,
      trail,
      access,
      clock,
      log,
      settings: defaultEventSettings,
    }),
    start: () => {
      phones.start();
      presences.start();
    },
    stop: () => {
      phones.stop();
      presences.stop();
    },
  };
}
