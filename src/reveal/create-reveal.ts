import { RevealDesk } from './reveal-desk';
import type { RevealDeskParts } from './reveal-desk';
import { revealSchema } from './reveal-json';
import { revealMetrics } from './reveal-metrics';
import { revealRoutes } from './reveal-routes';
import { SqlReveals, SqlSealedContacts } from './sql-reveals';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { RevealLimits } from './reveal-store';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { ContactVault } from '#vault/contact-vault';

export interface RevealParts extends Omit<RevealDeskParts, 'store' | 'contacts' | 'limits' | 'onResult'> {
  config: Config<'reveal'>;
  metrics: MetricRegistry;
  database: Database;
  vault: ContactVault;
}

/** Showing what is hidden, to two persons who agree on it. */
export function createReveal({ config, database, vault, metrics, ...parts }: RevealParts): {
  routes: RouteSet;
} {
  const store = new SqlReveals(database, parts.clock.now);
  const contacts = new SqlSealedContacts(database, vault);
  const onResult = revealMetrics(metrics);
  return { routes: revealApi({ ...parts, store, contacts, limits: revealLimits(config), onResult }) };
}

export function revealApi(parts: RevealDeskParts): RouteSet {
  return {
    schemas: [revealSchema],
    supervisors: (app) => revealRoutes(app, new RevealDesk(parts), parts.clock),
  };
}

/** @returns null where it is off */
function revealLimits(config: Config<'reveal'>): RevealLimits | null {
  return config.STAR7_REVEAL
    ? { perPerson: config.STAR7_REVEAL_PER_PERSON, perSite: config.STAR7_REVEAL_PER_SITE }
    : null;
}
