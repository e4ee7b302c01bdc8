import type { FastifyInstance } from 'fastify';
import type { Alerts } from '#log/alerts';
import type { ContactChanges } from './contacts/contact-changes';
import type { OrderEntries } from './order-entries';
import type { OrderFeed } from './order-feed';
import type { OutcomeList, WorkQueue } from './work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { OrderLooks } from './order-looks';
import { contactRoutes } from './contacts/contact-routes';
import { entryRoutes } from './entry-routes';
import { queueRoutes } from './queue-routes';

/** What the routes of a manager's work are joined to. */
export interface WorkParts {
  queue: WorkQueue;
  outcomes: OutcomeList;
  entries: OrderEntries;
  contacts: ContactChanges;
  feed: OrderFeed;
  alerts: Alerts;
}

/** A manager's queue, and what people write on orders. */
export function workRoutes(
  app: FastifyInstance,
  parts: WorkParts,
  looks: OrderLooks,
  trail: AuditTrail,
): void {
  const { queue, outcomes, entries, contacts, feed, alerts } = parts;
  queueRoutes(app, queue, outcomes, trail);
  entryRoutes(app, { entries, queue, feed }, looks, trail);
  contactRoutes(app, { contacts, feed, alerts }, looks, trail);
}
