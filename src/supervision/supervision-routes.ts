import type { CallControl } from '#calls/engine/call-control';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { CallLog } from '#calls/call-log';
import type { Api } from '#http/api';
import { requireSupervisor } from '#http/access';
import type { AccessWatch } from '#people/access-watch';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import type { SupervisionParts } from './supervision-parts';
import { auditRoutes } from '#audit/audit-routes';
import { boardRoutes } from './board-routes';
import { entryListRoutes } from './entry-list-routes';
import { exportRoutes } from '#calls/export-routes';
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
export function supervisionRoutes(app: Api, parts: SupervisionRouteParts): void {
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
