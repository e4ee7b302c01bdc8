import { accountRoutes } from './account-routes';
import { AccountDesk } from './account-desk';
import type { AccountDirectory } from './accounts';
import { ManagerDesk } from './manager-desk';
import { accountSchema } from './account-json';
import type { CredentialBooks } from './authentication';
import { managerRoutes } from './manager-routes';
import { managerSchema } from './manager-json';
import type { ManagerRoster } from './manager-roster';
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
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
  log: Log;
  settings: SigningInSettings;
}

export function peopleApi(parts: PeopleRouteParts): RouteSet {
  const { books, managers, accounts, trail, clock, log, settings } = parts;
  return {
    schemas: [accountSchema, managerSchema, sessionSchema],
    signIn: (app) => signingInRoutes(app, books, { trail, clock, log }, settings),
    administrators: (app) => {
      managerRoutes(app, new ManagerDesk({ managers, accounts, trail }));
      accountRoutes(app, new AccountDesk(accounts, trail));
    },
  };
}
