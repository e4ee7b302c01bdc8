import { DoctorRuns } from '#doctor/doctor-runs';
import type { DoctorFinding, Examination } from '#doctor/doctor-runs';
import { LiveDidRoutes } from '#dids/live-dids';
import { LiveAgents } from '#people/agents';
import { LiveSettings } from '#settings/live-settings';
import type { NamedOutcome } from '#orders/model/outcome';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { SettingValues } from '#settings/model/setting-rules';
import { defaultTerms } from '#people/terms';
import type { AdministrationParts } from '../http/server-of';
import { readOrders } from '#orders/intake/order-reader';
import { UploadedImports } from '#orders/intake/uploaded-imports';
import { MemoryShops } from '../connectors/memory-shops';
import { MemoryCourierWork } from '../couriers/memory-courier-work';
import { MemoryDidStore } from '../dids/memory-did-store';
import { MemoryAccountDirectory } from '../people/memory-account-directory';
import { MemoryImportLedger } from '../orders/memory-import-ledger';
import { MemoryOrderRules } from '../orders/memory-order-rules';
import { MemoryManagerRoster, MemoryMobiles } from '../people/memory-manager-roster';
import { MemorySettingStore } from './memory-setting-store';
import { RecordingIntake } from '../orders/recording-intake';
import { MemoryWebhooks } from '../webhooks/memory-webhooks';

export const settingDefaults: SettingValues = {
  callsPerHour: 60,
  callsPerDay: 400,
  callBackTries: 0,
  callingHours: '09:00-21:00',
  defaultTimeZone: 'Europe/Moscow',
  sessionIdleMinutes: 30,
  courierAccessHours: 12,
  courierCallsPerHour: 60,
  courierCallsPerDay: 400,
  courierPinAlways: false,
  transferScope: 'group',
  supervisorListening: 'off',
  terms: defaultTerms,
};

/** What administrators' routes are joined to, in memory. */
export class MemoryAdministration implements AdministrationParts {
  readonly managers: MemoryManagerRoster;
  readonly mobiles: MemoryMobiles;
  readonly agents: LiveAgents;
  readonly accounts: MemoryAccountDirectory;
  readonly didStore = new MemoryDidStore();
  readonly dids: LiveDidRoutes;
  readonly couriers = new MemoryCourierWork();
  readonly webhooks = new MemoryWebhooks();
  readonly shops: MemoryShops;
  readonly settingStore = new MemorySettingStore();
  readonly settings: LiveSettings;
  readonly intake = new RecordingIntake();
  readonly ledger = new MemoryImportLedger();
  readonly orderRules = new MemoryOrderRules();
  readonly imports: UploadedImports;
  edited: readonly NamedOutcome[] = [
    {
      slug: 'confirmed',
      label: { ru: 'Подтверждён', en: 'Confirmed' },
      movesTo: 'done',
      asksTime: false,
      delayMinutes: null,
      doNotCall: false,
    },
  ];
  readonly outcomes = {
    list: () => Promise.resolve([...this.edited]),
    replace: (outcomes: readonly NamedOutcome[]) => {
      this.edited = outcomes;
      return Promise.resolve();
    },
  };

  readonly pbx = {
    connected: true,
    trunks: () => Promise.resolve([{ name: 'carrier', format: 'e164', state: 'online' as const }]),
  };
  /** Ends the run of the doctor that is under way. */
  endExamination: (findings: readonly DoctorFinding[] | Error) => void = () => undefined;
  readonly #examination: Examination = {
    examine: () =>
      new Promise((resolve, reject) => {
        this.endExamination = (end) => (end instanceof Error ? reject(end) : resolve(end));
      }),
  };
  readonly doctor: DoctorRuns;

  constructor(clock: Clock, log: Log) {
    this.shops = new MemoryShops(() => clock.now());
    this.managers = new MemoryManagerRoster(() => clock.now());
    this.mobiles = new MemoryMobiles(this.managers);
    this.accounts = new MemoryAccountDirectory(this.managers);
    this.agents = new LiveAgents({ store: this.managers.agents, clock, log });
    this.dids = new LiveDidRoutes({ store: this.didStore, clock, log });
    this.doctor = new DoctorRuns(this.#examination, clock, log);
    this.settings = new LiveSettings({
      store: this.settingStore,
      defaults: settingDefaults,
      clock,
      log,
    });
    const { intake, ledger } = this;
    this.imports = new UploadedImports(
      { read: readOrders, intake, ledger, rules: this.orderRules, region: 'RU', clock, log },
      { largestBytes: 1_000_000, silenceSeconds: 60 },
    );
  }
}
