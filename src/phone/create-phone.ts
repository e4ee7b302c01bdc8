import type { EndpointDirectory } from './model/endpoint-directory';
import { PagePhones } from './page-phones';
import type { PbxPhones } from './pbx-phones';
import { PhoneGate } from './phone-gate';
import { phoneRoutes, phoneSchemas } from './phone-routes';
import type { PhoneRouteParts } from './phone-routes';
import { MadePhones, StaticPhones } from './phone-supply';
import { staticPhonesOf } from './static-phone-settings';
import { relayCredentials } from './relay-credentials';
import { relaySettings } from './relay-settings';
import { SqlPagePhoneStore } from './sql-page-phone-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface PhoneParts {
  config: Config<'ari' | 'journal' | 'turn' | 'staticPhones'>;
  database: Database;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
  directory: EndpointDirectory;
  pbx: PbxPhones;
  /** For how long a session may lie unused, seconds. */
  idleSeconds: () => Promise<number>;
  /** The extensions of managers who have answered a call that is up. */
  inCall: () => ReadonlySet<string>;
  /** Takes what the page of an extension has measured. */
  heard: PhoneRouteParts['heard'];
}

/** Managers' phones in pages. */
export interface Phone {
  routes: RouteSet;
  /** Before the PBX is connected. */
  start(): Promise<void>;
  stop(): void;
}

export function createPhone({
  config,
  database,
  clock,
  log,
  trail,
  directory,
  pbx,
  idleSeconds,
  inCall,
  heard,
}: PhoneParts): Phone {
  const node = config.STAR7_NODE;
  const relay = relaySettings(config);
  const lent = staticPhonesOf(config);
  const supply = lent === null ? new MadePhones(pbx.prefix) : new StaticPhones(lent, clock);
  const phones = new PagePhones({
    supply,
    store: new SqlPagePhoneStore(database, node, clock.now),
    ...{ pbx, directory, trail, clock, log, idleSeconds, inCall },
  });
  const gate = new PhoneGate({ phones, pbxUrl: sipSocketOf(config.STAR7_ARI_URL), trail, clock, log });
  return {
    routes: phoneApi({
      ...{ phones, gate, heard },
      relayFor: (endpoint) => (relay === null ? null : relayCredentials(relay, endpoint, clock.now())),
    }),
    start: () => phones.start(),
    stop() {
      phones.stop();
      gate.stop();
    },
  };
}

export function phoneApi(parts: PhoneRouteParts): RouteSet {
  return { schemas: phoneSchemas, api: (app) => phoneRoutes(app, parts) };
}

/** Asterisk's HTTP server takes SIP over WebSocket beside ARI. */
function sipSocketOf(ariUrl: string): string {
  const url = new URL('/ws', ariUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
