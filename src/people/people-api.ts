import { accountRoutes } from './account-routes';
import { AccountDesk } from './account-desk';
import type { AccountDirectory } from './accounts';
import { ManagerDesk } from './manager-desk';
import { accountSchema } from './account-json';
import type { LiveAgents } from './agents';
import type { CredentialBooks } from './authentication';
import { managerRoutes } from './manager-routes';
import { managerSchema } from './manager-json';
import type { ManagerRoster } from './manager-roster';
import { PresenceDesk } from './presence-desk';
import { ownPresenceRoutes, presenceRoutes } from './presence-routes';
import { sessionSchema } from './session-json';
import { signingInRoutes } from './signing-in';
import type { SigningInParts, SigningInSettings } from './signing-in';
import type { AuditTrail } from '#audit/audit-trail';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface PeopleRouteParts {
  books: CredentialBooks & SigningInParts;
  managers: ManagerRoster;
  accounts: AccountDirectory;
  agents: Pick<LiveAgents, 'refresh'>;
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
  log: Log;
  settings: SigningInSettings;
}

export function peopleApi(parts: PeopleRouteParts): RouteSet {
  const { books, managers, accounts, agents, trail, clock, log, settings } = parts;
  const presence = new PresenceDesk({ managers, agents, trail });
  return {
    schemas: [accountSchema, managerSchema, sessionSchema],
    signIn: (app) => signingInRoutes(app, books, { trail, clock, log }, settings),
    api: (app) => ownPresenceRoutes(app, presence),
    supervisors: (app) => presenceRoutes(app, presence),
    administrators: (app) => {
      managerRoutes(app, new ManagerDesk({ managers, accounts, agents, trail }));
      accountRoutes(app, new AccountDesk(accounts, trail));
    },
  };
}
