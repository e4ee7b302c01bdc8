import { contactRoutes } from './contacts/contact-routes';
import { entrySchema, outcomeSchema } from './entry-json';
import { entryRoutes } from './entry-routes';
import { importSchema } from './intake/import-json';
import { importRoutes } from './intake/import-routes';
import type { OrderImports } from './intake/order-imports';
import type { ContactChanges } from './contacts/contact-changes';
import type { OrderEntries } from './order-entries';
import type { OrderFeed } from './order-feed';
import { orderSchema } from './order-json';
import type { OrderLooks } from './order-looks';
import { orderRoutes } from './order-routes';
import type { OrderList } from './order-view';
import type { OutcomeEditor } from './outcome-editor';
import { outcomeListSchema, outcomeSettingRoutes } from './outcome-setting-routes';
import { queueRoutes } from './queue-routes';
import type { OutcomeList, WorkQueue } from './work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { RouteSet } from '#http/route-set';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { AccessWatch } from '#people/access-watch';

/** What the routes of a manager's work need. */
export interface WorkParts {
  queue: WorkQueue;
  outcomes: OutcomeList;
  entries: OrderEntries;
  contacts: ContactChanges;
  feed: OrderFeed;
  alerts: Alerts;
}

export interface OrderRouteParts extends WorkParts {
  orders: OrderList;
  looks: OrderLooks;
  outcomeEditor: OutcomeEditor;
  imports: OrderImports;
  trail: AuditTrail;
  access: AccessWatch;
  log: Log;
}

export function ordersApi(parts: OrderRouteParts): RouteSet {
  const { orders, looks, queue, outcomes, entries, contacts, feed, alerts, trail } = parts;
  return {
    schemas: [entrySchema, importSchema, orderSchema, outcomeListSchema, outcomeSchema],
    api: (app) => {
      orderRoutes(app, orders, looks, trail);
      queueRoutes(app, queue, outcomes, trail);
      entryRoutes(app, { entries, queue, feed }, looks, trail);
      contactRoutes(app, { contacts, feed, alerts }, looks, trail);
    },
    administrators: (app) => {
      outcomeSettingRoutes(app, parts.outcomeEditor, trail);
      importRoutes(app, parts.imports, parts);
    },
  };
}
