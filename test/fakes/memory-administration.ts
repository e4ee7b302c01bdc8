import { LiveSettings } from '../../src/calls/live-settings';
import type { EditedOutcome } from '../../src/calls/outcome-editor';
import type { Clock, Log } from '../../src/calls/ports';
import type { SettingValues } from '../../src/calls/setting-rules';
import { defaultTerms } from '../../src/calls/terms';
import type { AdministrationParts } from '../../src/http/administration';
import { UploadedImports } from '../../src/import/uploaded-imports';
import { MemoryAccountDirectory } from './memory-account-directory';
import { MemoryImportLedger } from './memory-import-ledger';
import { MemoryManagerRoster } from './memory-manager-roster';
import { MemorySettingStore } from './memory-setting-store';
import { RecordingIntake } from './recording-intake';

export const settingDefaults: SettingValues = {
  callsPerHour: 60,
  callsPerDay: 400,
  callingHours: '09:00-21:00',
  defaultTimeZone: 'Europe/Moscow',
  sessionIdleMinutes: 30,
  terms: defaultTerms,
};

/** What administrators' routes are joined to, in memory. */
export class MemoryAdministration implements AdministrationParts {
  readonly managers = new MemoryManagerRoster();
  readonly accounts = new MemoryAccountDirectory(this.managers);
  readonly settingStore = new MemorySettingStore();
  readonly settings: LiveSettings;
  readonly intake = new RecordingIntake();
  readonly ledger = new MemoryImportLedger();
  readonly imports: UploadedImports;
  edited: readonly EditedOutcome[] = [
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
    outcomes: () => Promise.resolve([...this.edited]),
    replace: (outcomes: readonly EditedOutcome[]) => {
      this.edited = outcomes;
      return Promise.resolve();
    },
  };

  constructor(clock: Clock, log: Log) {
    this.settings = new LiveSettings({
      store: this.settingStore,
      defaults: settingDefaults,
      clock,
      log,
    });
    const { intake, ledger } = this;
    this.imports = new UploadedImports(
      { intake, ledger, region: 'RU', clock, log },
      { largestBytes: 1_000_000, silenceSeconds: 60 },
    );
  }
}
