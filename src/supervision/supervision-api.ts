import { boardRoutes } from './board-routes';
import type { BoardRouteParts } from './board-routes';
import { entryListRoutes } from './entry-list-routes';
import type { EntryListRouteParts } from './entry-list-routes';
import { eventRoutes } from './event-routes';
import type { EventRouteParts } from './event-routes';
import { firstStepRoutes } from './first-step-routes';
import type { FirstStepRouteParts } from './first-step-routes';
import { pbxRoutes } from './pbx-routes';
import type { PbxRouteParts } from './pbx-routes';
import { statisticsRoutes } from './statistics-routes';
import type { StatisticsRouteParts } from './statistics-routes';
import type { RouteSet } from '#http/route-set';

export type SupervisionRouteParts = BoardRouteParts &
  EntryListRouteParts &
  EventRouteParts &
  FirstStepRouteParts &
  PbxRouteParts &
  StatisticsRouteParts;

export function supervisionApi(parts: SupervisionRouteParts): RouteSet {
  return {
    api: (app) => eventRoutes(app, parts),
    supervisors: (app) => {
      boardRoutes(app, parts);
      statisticsRoutes(app, parts);
      entryListRoutes(app, parts);
    },
    administrators: (app) => {
      pbxRoutes(app, parts);
      firstStepRoutes(app, parts);
    },
  };
}
