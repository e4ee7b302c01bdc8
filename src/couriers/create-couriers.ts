import { courierSchema } from './courier-json';
import { CourierDesk } from './courier-desk';
import type { CourierDeskParts } from './courier-desk';
import { CourierPage } from './courier-page';
import type { CourierPageParts } from './courier-page';
import { courierPageRoutes } from './courier-page-routes';
import { courierCodeRoutes, courierRoutes, deliveryRoutes } from './courier-routes';
import { SqlCourierSecrets } from './sql-courier-secrets';
import { SqlCouriers } from './sql-couriers';
import { SqlDeliveries } from './sql-deliveries';
import type { AuditTrail } from '#audit/audit-trail';
import type { CallControl } from '#calls/engine/call-control';
import type { CourierBook } from '#calls/engine/courier-book';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import { defaultSignInRules, SignInLimiter } from '#people/sign-in-limiter';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { CourierVault } from '#vault/courier-vault';
import type { LiveKeys } from '#vault/live-keys';
import type { NumberRules } from '#vault/number-rules';
import { typedNumberReader } from '#vault/typed-number';

export interface CourierParts {
  database: Database;
  keys: LiveKeys;
  rules: NumberRules;
  clock: Clock;
  trail: AuditTrail;
  guard: Pick<GuessGuard, 'look'>;
  book: CourierBook;
  control: CallControl;
}

/** Couriers, which orders they have on the way, and their page. */
export interface Couriers {
  routes: RouteSet;
}

export function createCouriers(parts: CourierParts): Couriers {
  const { database, keys, rules, clock, trail, guard, book, control } = parts;
  const secrets = new SqlCourierSecrets(database, clock.now);
  return {
    routes: couriersApi({
      couriers: new SqlCouriers(database, new CourierVault(keys), clock.now),
      deliveries: new SqlDeliveries(database, clock.now),
      secrets,
      passwords: new Argon2Passwords(),
      readNumber: typedNumberReader(rules),
      limiter: new SignInLimiter(clock, defaultSignInRules),
      book,
      calls: control,
      guard,
      trail,
    }),
  };
}

export function couriersApi(parts: CourierDeskParts & CourierPageParts): RouteSet {
  const desk = new CourierDesk(parts);
  const page = new CourierPage(parts);
  return {
    schemas: [courierSchema],
    signIn: (app) => courierPageRoutes(app, page),
    api: (app) => deliveryRoutes(app, desk),
    supervisors: (app) => courierCodeRoutes(app, desk),
    administrators: (app) => courierRoutes(app, desk),
  };
}
