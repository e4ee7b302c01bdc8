import { SettingFaultsError } from './live-settings';
import type { LiveSettings, SettingEntry } from './live-settings';
import type { SettingChanges } from './model/setting-rules';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** Settings, as administrators change them while Star7 runs. Audited once done: each can be changed back. */
export class SettingDesk {
  constructor(
    private readonly settings: Pick<LiveSettings, 'list' | 'change'>,
    private readonly trail: Pick<AuditTrail, 'after'>,
  ) {}

  async list(): Promise<SettingEntry[]> {
    return this.settings.list();
  }

  /**
   * Changes what is named; null takes the default again.
   * @returns all of them as they are now
   * @throws RefusedError `invalid-input` (a field for each setting)
   */
  async change(actor: Actor, changes: SettingChanges): Promise<SettingEntry[]> {
    const by = actorOf(actor);
    await this.settings.change(changes, by).catch(refuseFaults);
    await this.trail.after({
      actor: by,
      action: 'settings.change',
      subject: null,
      detail: { changed: Object.keys(changes).join(',') },
    });
    return this.settings.list();
  }
}

function refuseFaults(error: unknown): never {
  if (!(error instanceof SettingFaultsError)) throw error;
  throw new RefusedError('invalid-input', {
    faults: error.faults.map(({ name, code, detail }) => ({ field: name, code, detail })),
  });
}
