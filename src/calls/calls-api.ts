import { CallDesk } from './call-desk';
import { callRoutes } from './call-routes';
import { callSchema } from './call-json';
import type { CallLog, CallMarks } from './call-log';
import { clickRoutes } from './click-routes';
import type { OrderBook } from './engine/call-authority';
import type { CallControl } from './engine/call-control';
import { legQualitySchema } from './quality-json';
import { qualityRoutes } from './quality-routes';
import { exportRoutes } from './export-routes';
import { TransferDesk } from './transfer-desk';
import { transferRoutes } from './transfer-routes';
import { ListeningDesk } from './listening-desk';
import { ListeningWatch } from './listening-watch';
import { listeningRoutes } from './listening-routes';
import type { ListeningPolicy } from '#settings/model/setting-rules';
import type { AuditTrail } from '#audit/audit-trail';
import type { RouteSet } from '#http/route-set';
import type { Log } from '#kernel/log';
import type { AccessWatch } from '#people/access-watch';

export interface CallRouteParts {
  control: CallControl;
  calls: CallLog;
  marks: CallMarks;
  owners: Pick<OrderBook, 'ownerOf' | 'isManager'>;
  trail: AuditTrail;
  /** Whether supervisors may listen. */
  policy: () => Promise<ListeningPolicy>;
  access: AccessWatch;
  log: Log;
}

export function callsApi(parts: CallRouteParts): RouteSet {
  const desk = new CallDesk(parts);
  const { control, trail } = parts;
  const transfers = new TransferDesk({ control, trail, find: (principal, id) => desk.find(principal, id) });
  return {
    schemas: [legQualitySchema, callSchema],
    api: (app) => {
      clickRoutes(app, desk);
      callRoutes(app, desk);
      transferRoutes(app, transfers);
    },
    supervisors: (app) => {
      exportRoutes(app, desk, parts);
      qualityRoutes(app, control);
      listeningRoutes(app, new ListeningDesk(parts), new ListeningWatch(parts));
    },
  };
}
