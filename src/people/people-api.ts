import { accountRoutes } from './account-routes';
import { AccountDesk } from './account-desk';
import type { AccountDirectory } from './accounts';
import { ManagerDesk } from './manager-desk';
import { accountSchema } from './account-json';
import type { LiveAgents } from './agents';
import type { CredentialBooks } from './authentication';
import { managerRoutes } from './manager-routes';
import type { DeviceKind } from './model/reach';
import { managerSchema } from './manager-json';
import type { ManagerRoster } from './manager-roster';
import { MobileDesk, OwnMobileDesk } from './mobile-desk';
import type { CodeCaller, OwnMobileDeskParts } from './mobile-desk';
import { mobileRoutes, ownMobileRoutes } from './mobile-routes';
import type { Mobiles } from './mobiles';
import { PresenceDesk } from './presence-desk';
import { ownPresenceRoutes, presenceRoutes } from './presence-routes';
import { ReachDesk } from './reach-desk';
import { ownReachRoutes, reachRoutes } from './reach-routes';
import { checkedHash } from './session-desk';
import { sessionSchema } from './session-json';
import type { SignIn } from './sign-in';
import { SignInLimiter } from './sign-in-limiter';
import { signingInRoutes } from './signing-in';
import type { SigningInParts, SigningInSettings } from './signing-in';
import type { AuditTrail } from '#audit/audit-trail';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { TypedNumberReader } from '#vault/typed-number';

export interface PeopleRouteParts {
  books: CredentialBooks & SigningInParts;
  /** Counts failures of all its uses together. */
  signIn: SignIn;
  managers: ManagerRoster;
  mobiles: Mobiles;
  readNumber: TypedNumberReader;
  /** Calls mobiles that are to be confirmed. */
  codeCaller: CodeCaller;
  companyNumber: OwnMobileDeskParts['companyNumber'];
  accounts: AccountDirectory;
  agents: Pick<LiveAgents, 'refresh'>;
  /** The devices that ring now for this extension. */
  ringing: (extension: string) => readonly DeviceKind[];
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
  log: Log;
  settings: SigningInSettings;
}

/** A mobile that is to be confirmed is called so often at most, in an hour and in a day: anybody's number can be typed. */
const codeCallRules = [
  { perLogin: { limit: 4, windowSeconds: 3600 }, perAddress: { limit: 30, windowSeconds: 3600 } },
  { perLogin: { limit: 10, windowSeconds: 86_400 }, perAddress: { limit: 100, windowSeconds: 86_400 } },
];

export function peopleApi(parts: PeopleRouteParts): RouteSet {
  const { books, managers, mobiles, readNumber, codeCaller, accounts, agents, ringing, trail } = parts;
  const { clock, log, settings, signIn } = parts;
  const presence = new PresenceDesk({ managers, agents, trail, clock });
  const reach = new ReachDesk({ managers, agents, trail, ringing });
  const mobileParts = { managers, mobiles, readNumber, agents, trail };
  const mobileDesk = new MobileDesk(mobileParts);
  const ownMobileDesk = new OwnMobileDesk({
    ...mobileParts,
    ...{ desk: mobileDesk, caller: codeCaller, passwords: books.passwords, clock },
    companyNumber: parts.companyNumber,
    limiters: codeCallRules.map((rules) => new SignInLimiter(clock, rules)),
    isPassword: async (login, typed, address) =>
      (await checkedHash(signIn, { login }, typed, address)) !== null,
  });
  return {
    schemas: [accountSchema, managerSchema, sessionSchema],
    signIn: (app) => signingInRoutes(app, books, signIn, { trail, clock, log }, settings),
    api: (app) => {
      ownPresenceRoutes(app, presence);
      ownReachRoutes(app, reach);
      ownMobileRoutes(app, ownMobileDesk);
    },
    supervisors: (app) => {
      presenceRoutes(app, presence);
      reachRoutes(app, reach);
    },
    administrators: (app) => {
      mobileRoutes(app, mobileDesk);
      managerRoutes(app, new ManagerDesk({ managers, accounts, agents, trail }));
      accountRoutes(app, new AccountDesk(accounts, trail));
    },
  };
}
