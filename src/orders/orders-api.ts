import { callConsentRoutes } from './call-consent-routes';
import type { ConsentDesk } from './call-consents';
import type { ContactDesk } from './contacts/contact-desk';
import { contactRoutes } from './contacts/contact-routes';
import type { EntryDesk } from './entry-desk';
import { entrySchema, outcomeSchema } from './entry-json';
import { entryRoutes } from './entry-routes';
import type { ImportDesk } from './intake/import-desk';
import { importSchema } from './intake/import-json';
import { importRoutes } from './intake/import-routes';
import type { OrderRulesDesk } from './intake/order-rules-desk';
import { orderRulesRoutes, orderRulesSchema } from './intake/order-rules-routes';
import type { OrderDesk } from './order-desk';
import type { OrderDetailsDesk } from './order-details-desk';
import { orderDetailsRoutes, orderDetailsSchema } from './order-details-routes';
import { statedResultSchema } from './intake/shop-order-json';
import { shopOrderRoutes } from './intake/shop-order-routes';
import type { ShopOrders } from './intake/shop-orders';
import { orderSchema } from './order-json';
import { orderRoutes } from './order-routes';
import type { OutcomeDesk } from './outcome-desk';
import { outcomeListSchema, outcomeSettingRoutes } from './outcome-setting-routes';
import type { PoolDesk } from './pool-desk';
import { poolRoutes } from './pool-routes';
import { queueRoutes } from './queue-routes';
import type { OutcomeList } from './work-queue';
import type { RouteSet } from '#http/route-set';
import type { Log } from '#kernel/log';
import type { AccessWatch } from '#people/access-watch';

export interface OrderRouteParts {
  orders: OrderDesk;
  entries: EntryDesk;
  contacts: ContactDesk;
  /** Those in use, for whoever works with them. */
  outcomes: OutcomeList;
  outcomeDesk: OutcomeDesk;
  imports: ImportDesk;
  details: OrderDetailsDesk;
  pool: PoolDesk;
  consents: ConsentDesk;
  rulesDesk: OrderRulesDesk;
  shopOrders: ShopOrders;
  access: AccessWatch;
  log: Log;
}

export function ordersApi(parts: OrderRouteParts): RouteSet {
  const { orders, entries, contacts, outcomes } = parts;
  return {
    schemas: [
      entrySchema,
      importSchema,
      orderSchema,
      statedResultSchema,
      orderDetailsSchema,
      orderRulesSchema,
      outcomeListSchema,
      outcomeSchema,
    ],
    api: (app) => {
      orderRoutes(app, orders);
      orderDetailsRoutes(app, parts.details);
      queueRoutes(app, orders, outcomes);
      entryRoutes(app, entries, orders);
      contactRoutes(app, contacts);
    },
    shop: (app) => shopOrderRoutes(app, parts.shopOrders),
    supervisors: (app) => {
      poolRoutes(app, parts.pool);
      callConsentRoutes(app, parts.consents);
    },
    administrators: (app) => {
      outcomeSettingRoutes(app, parts.outcomeDesk);
      importRoutes(app, parts.imports, parts);
      orderRulesRoutes(app, parts.rulesDesk);
    },
  };
}
