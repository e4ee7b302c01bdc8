import type { FastifyInstance } from 'fastify';
import { AccessWatch } from './access-watch';
import { LiveAgents } from './agents';
import { defaultCredentialRules, requireCredential } from './authentication';
import type { ManagerNames } from './manager-names';
import type { CodeCaller } from './mobile-desk';
import type { Mobiles } from './mobiles';
import { SqlMobiles } from './sql-mobiles';
import type { DeviceKind } from './model/reach';
import { peopleApi } from './people-api';
import { PresenceDesk } from './presence-desk';
import { Reauthentication } from './reauthentication';
import { SignIn } from './sign-in';
import { defaultSignInRules, SignInLimiter } from './sign-in-limiter';
import { SqlAccountBook } from './sql-account-book';
import { SqlAccountDirectory } from './sql-account-directory';
import type { AlsoReset } from './sql-account-directory';
import { SqlAgents } from './sql-agents';
import { SqlManagerNames } from './sql-manager-names';
import { SqlManagers } from './sql-managers';
import { SqlSessionBook } from './sql-session-book';
import { SqlTokenBook } from './sql-token-book';
import type { Terms } from './terms';
import { TotpVault } from './totp-vault';
import type { AuditTrail } from '#audit/audit-trail';
import { version } from '#config/version';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { Argon2Passwords } from '#vault/argon2-passwords';
import type { LiveKeys } from '#vault/live-keys';
import { ManagerVault } from '#vault/manager-vault';
import type { NumberRules } from '#vault/number-rules';
import { typedNumberReader } from '#vault/typed-number';
import { TotpCodes } from '#vault/totp-codes';

export interface PeopleParts {
  database: Database;
  keys: LiveKeys;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
  terms: Terms;
  /** For how long a session may lie unused, seconds; asked each time. */
  idleSeconds: () => Promise<number>;
  /** The devices that ring now for this extension. */
  ringing: (extension: string) => readonly DeviceKind[];
  /** Which numbers may be called. */
  rules: NumberRules;
  /** Calls mobiles that are to be confirmed; made after the people. */
  codeCaller: () => CodeCaller;
  /** The company's number that managers call from their mobiles; null for none. */
  companyNumber: () => Promise<string | null>;
  alsoReset: AlsoReset;
}

/** Managers, accounts, sessions and tokens: who may come in, and as whom. */
export interface People {
  names: ManagerNames;
  /** Everybody who can take calls. */
  agents: LiveAgents;
  presence: PresenceDesk;
  mobiles: Mobiles;
  /** Has whoever is signed in say once more who they are. */
  reauthentication: Reauthentication;
  /** Ends long answers soon after their credential stops being valid. */
  access: AccessWatch;
  /** Has every request of this context carry a valid token or session. */
  requireCredential: (app: FastifyInstance) => void;
  routes: RouteSet;
  /** Waits for what is being written: before the database is closed. */
  settled(): Promise<void>;
}

export function createPeople(parts: PeopleParts): People {
  const { database, keys, clock, log, trail, terms, idleSeconds, ringing, rules } = parts;
  const tokens = new SqlTokenBook(database, clock.now);
  const sessions = new SqlSessionBook(database, clock.now);
  const passwords = new Argon2Passwords();
  const agents = new LiveAgents({ store: new SqlAgents(database), clock, log });
  const managers = new SqlManagers(database, clock.now);
  const mobiles = new SqlMobiles(database, new ManagerVault(keys), clock.now);
  const books = {
    tokens,
    sessions,
    accounts: new SqlAccountBook(database, new TotpVault(keys), clock.now),
    passwords,
    codes: new TotpCodes(),
    terms,
    idleSeconds,
  };
  const limiter = new SignInLimiter(clock, defaultSignInRules);
  const signIn = new SignIn({ ...books, limiter, clock });
  return {
    reauthentication: new Reauthentication(signIn),
    names: new SqlManagerNames(database),
    agents,
    mobiles,
    presence: new PresenceDesk({ managers, agents, trail, clock }),
    access: new AccessWatch(books, clock),
    requireCredential: (app) => requireCredential(app, books, defaultCredentialRules),
    routes: peopleApi({
      ...{ books, signIn },
      managers,
      mobiles,
      readNumber: typedNumberReader(rules),
      companyNumber: parts.companyNumber,
      codeCaller: { call: (call) => parts.codeCaller().call(call) },
      accounts: new SqlAccountDirectory(database, passwords, clock.now, parts.alsoReset),
      agents,
      ringing,
      trail,
      clock,
      log,
      settings: { version },
    }),
    settled: async () => {
      await Promise.all([tokens.settled(), sessions.settled()]);
    },
  };
}
