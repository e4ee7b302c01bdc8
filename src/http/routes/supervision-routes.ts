import type { FastifyInstance } from 'fastify';
import type { CallControl } from '../../calls/call-control';
import type { Clock, Log } from '../../calls/ports';
import type { CallLog } from '../../calls/queries';
import { requireSupervisor } from '../access';
import type { AccessWatch } from '../access-watch';
import type { AuditTrail } from '../audit-trail';
import { principalOf } from '../authentication';
import type { SupervisionParts } from '../supervision-parts';
import { auditRoutes } from './audit-routes';
import { boardRoutes } from './board-routes';
import { entryListRoutes } from './entry-list-routes';
import { exportRoutes } from './export-routes';
import { statisticsRoutes } from './statistics-routes';

export interface SupervisionRouteParts extends SupervisionParts {
  control: CallControl;
  calls: CallLog;
  trail: AuditTrail;
  access: AccessWatch;
  clock: Clock;
  log: Log;
}

/** What supervisors and administrators see, and nobody else. */
export function supervisionRoutes(app: FastifyInstance, parts: SupervisionRouteParts): void {
  void app.register((supervision, _options, done) => {
    supervision.addHook('onRequest', async (request) => {
      requireSupervisor(principalOf(request));
      return Promise.resolve();
    });
    boardRoutes(supervision, parts);
    statisticsRoutes(supervision, parts);
    auditRoutes(supervision, parts);
    entryListRoutes(supervision, parts);
    exportRoutes(supervision, parts);
    done();
  });
}
