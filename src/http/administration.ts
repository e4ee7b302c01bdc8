import type { FastifyInstance } from 'fastify';
import type { AccountDirectory } from '../calls/accounts';
import type { DoctorRuns } from '../calls/doctor-runs';
import type { LiveSettings } from '../calls/live-settings';
import type { ManagerRoster } from '../calls/manager-roster';
import type { OrderImports } from '../calls/order-imports';
import type { OutcomeEditor } from '../calls/outcome-editor';
import { requireAdministrator } from './access';
import { principalOf } from './authentication';
import { accountRoutes } from './routes/account-routes';
import { doctorRoutes } from './routes/doctor-routes';
import { importRoutes } from './routes/import-routes';
import type { ImportRouteParts } from './routes/import-routes';
import { managerRoutes } from './routes/manager-routes';
import { outcomeSettingRoutes } from './routes/outcome-setting-routes';
import { pbxRoutes } from './routes/pbx-routes';
import type { PbxRouteParts } from './routes/pbx-routes';
import { settingRoutes } from './routes/setting-routes';

/** What administrators' routes are joined to. */
export interface AdministrationParts extends PbxRouteParts {
  managers: ManagerRoster;
  accounts: AccountDirectory;
  settings: Pick<LiveSettings, 'list' | 'change'>;
  outcomes: OutcomeEditor;
  imports: OrderImports;
  doctor: DoctorRuns;
}

/** Routes of administrators alone: everybody else is refused before anything that they sent is read. */
export function administrationRoutes(
  app: FastifyInstance,
  parts: AdministrationParts,
  others: ImportRouteParts,
): void {
  const { trail } = others;
  void app.register((administration, _options, done) => {
    administration.addHook('onRequest', (request, _reply, next) => {
      requireAdministrator(principalOf(request));
      next();
    });
    managerRoutes(administration, parts.managers, parts.accounts, trail);
    accountRoutes(administration, parts.accounts, trail);
    settingRoutes(administration, parts.settings, trail);
    outcomeSettingRoutes(administration, parts.outcomes, trail);
    importRoutes(administration, parts.imports, others);
    pbxRoutes(administration, parts);
    doctorRoutes(administration, parts.doctor, trail);
    done();
  });
}
