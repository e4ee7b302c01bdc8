import type { FastifyInstance } from 'fastify';
import type { AccountDirectory } from '#people/accounts';
import type { DoctorRuns } from '#doctor/doctor-runs';
import type { LiveSettings } from '#settings/live-settings';
import type { ManagerRoster } from '#people/manager-roster';
import type { OrderImports } from '#orders/intake/order-imports';
import type { OutcomeEditor } from '#orders/outcome-editor';
import { requireAdministrator } from './access';
import { principalOf } from './principal-of';
import { accountRoutes } from '#people/account-routes';
import { doctorRoutes } from '#doctor/doctor-routes';
import { importRoutes } from '#orders/intake/import-routes';
import type { ImportRouteParts } from '#orders/intake/import-routes';
import { managerRoutes } from '#people/manager-routes';
import { outcomeSettingRoutes } from '#orders/outcome-setting-routes';
import { pbxRoutes } from '#supervision/pbx-routes';
import type { PbxRouteParts } from '#supervision/pbx-routes';
import { settingRoutes } from '#settings/setting-routes';

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
