import type { FastifyInstance } from 'fastify';
import type { Alerts } from '../calls/alerts';
import type { ContactChanges } from '../calls/contact-changes';
import type { OrderEntries } from '../calls/order-entries';
import type { OrderFeed } from '../calls/order-feed';
import type { OutcomeList, WorkQueue } from '../calls/work-queue';
import type { AuditTrail } from './audit-trail';
import type { OrderLooks } from './order-looks';
import { contactRoutes } from './routes/contact-routes';
import { entryRoutes } from './routes/entry-routes';
import { queueRoutes } from './routes/queue-routes';

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
