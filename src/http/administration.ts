import type { FastifyInstance } from 'fastify';
import type { ManagerRoster } from '../calls/manager-roster';
import { requireAdministrator } from './access';
import type { AuditTrail } from './audit-trail';
import { principalOf } from './authentication';
import { managerRoutes } from './routes/manager-routes';

/** What administrators' routes are joined to. */
export interface AdministrationParts {
  managers: ManagerRoster;
}

/** Routes of administrators alone: everybody else is refused before anything that they sent is read. */
export function administrationRoutes(
  app: FastifyInstance,
  parts: AdministrationParts,
  trail: AuditTrail,
): void {
  void app.register((administration, _options, done) => {
    administration.addHook('onRequest', (request, _reply, next) => {
      requireAdministrator(principalOf(request));
      next();
    });
    managerRoutes(administration, parts.managers, trail);
    done();
  });
}
