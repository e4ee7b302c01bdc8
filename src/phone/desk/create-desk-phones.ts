import type { EndpointDirectory } from '../model/endpoint-directory';
import type { PbxDeskPhones } from '../pbx-phones';
import { DeskPhoneDesk } from './desk-phone-desk';
import { deskPhoneRoutes } from './desk-phone-routes';
import { deskPhoneSite } from './desk-phone-settings';
import { DeskPhones } from './desk-phones';
import { fileTries, phoneFileRoutes } from './phone-file-routes';
import { SqlDeskPhoneStore } from './sql-desk-phone-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { SignInLimiter } from '#people/sign-in-limiter';
import { DeskPhoneVault } from '#vault/desk-phone-vault';
import type { LiveKeys } from '#vault/live-keys';

export interface DeskPhonesSetUp {
  config: Config<'journal' | 'deskPhones'>;
  database: Database;
  keys: LiveKeys;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
  directory: EndpointDirectory;
  pbx: PbxDeskPhones;
  /** Of the site, a name of the IANA database. */
  timeZone: () => Promise<string>;
}

export interface DeskPhonesApart {
  routes: RouteSet;
  /** Before the PBX is connected. */
  start(): Promise<void>;
  stop(): void;
}

/** Desk phones outside, set up by a file. */
export function createDeskPhones(parts: DeskPhonesSetUp): DeskPhonesApart {
  const { config, database, keys, clock, log, trail, directory, pbx, timeZone } = parts;
  const site = deskPhoneSite(config);
  const store = new SqlDeskPhoneStore(database, new DeskPhoneVault(keys), config.STAR7_NODE, clock.now);
  const phones = new DeskPhones({ store, pbx, directory, trail, clock, log, site, timeZone });
  const desk = new DeskPhoneDesk({ store, site, trail, clock, changed: () => void phones.look() });
  return {
    routes: deskPhonesApi({ phones, desk, clock }),
    start: () => phones.start(),
    stop: () => phones.stop(),
  };
}

export function deskPhonesApi({
  phones,
  desk,
  clock,
}: {
  phones: Pick<DeskPhones, 'fileOf' | 'spoil'>;
  desk: DeskPhoneDesk;
  clock: Pick<Clock, 'now'>;
}): RouteSet {
  const limiter = new SignInLimiter(clock, { perLogin: fileTries, perAddress: fileTries });
  return {
    open: (app) => phoneFileRoutes(app, phones, limiter),
    administrators: (app) => deskPhoneRoutes(app, desk),
  };
}
