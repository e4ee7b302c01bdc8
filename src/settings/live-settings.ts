import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';
import { KeptCopy } from '#kernel/kept-copy';
import type { Log } from '#kernel/log';
import { Turns } from '#kernel/turns';
import { isBilingual, settingFault, settingNames } from './model/setting-rules';
import type { SettingChanges, SettingFault, SettingName, SettingValues } from './model/setting-rules';
import type { Bilingual } from '#kernel/language';
import type { CurrentTerms, Terms } from '#people/terms';

/** A setting as it is stored. */
export interface StoredSetting {
  name: string;
  /** Any JSON: another version of Star7 may have written it. */
  value: unknown;
  changedAt: Micros;
  /** As in the audit log. */
  changedBy: string;
}

export interface SettingStore {
  read(): Promise<StoredSetting[]>;
  /** All or none of them. */
  write(changes: readonly SettingRow[], at: Micros, by: string): Promise<void>;
}

export interface SettingRow {
  name: SettingName;
  /** Null for none: the environment's value holds. */
  value: unknown;
}

/** A setting as administrators see it. */
export interface SettingEntry<Name extends SettingName = SettingName> {
  name: Name;
  value: SettingValues[Name];
  /** Its value while nobody has changed it. */
  default: SettingValues[Name];
  changedAt: Micros | null;
  changedBy: string | null;
}

/** The settings as last read. */
interface Known {
  values: SettingValues;
  termsVersion: number;
  stored: ReadonlyMap<SettingName, StoredSetting>;
}

/** The terms are stored with their version, which is never used twice; null is the default text. */
interface StoredTerms {
  version: number;
  text: Bilingual | null;
}

export class SettingFaultsError extends Error {
  override readonly name = 'SettingFaultsError';
  readonly slug = 'setting-invalid';

  constructor(readonly faults: readonly SettingFault[]) {
    super('Settings are not valid.');
  }
}

/** How long settings are kept before they are read again: another process may have changed them. */
const freshFor: Micros = 60_000_000;

export interface LiveSettingsParts {
  store: SettingStore;
  /** The environment's. */
  defaults: SettingValues;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/**
 * Settings that change while Star7 runs: those of the database over those of the environment.
 *
 * A change made here holds from the next read on; a change by another process is seen a minute later. Reads return the
 * cached values and refresh them in the background; only the very first read waits for the database.
 */
export class LiveSettings {
  readonly terms: Terms = { current: () => this.#terms() };
  readonly #parts: LiveSettingsParts;
  readonly #kept: KeptCopy<Known>;
  readonly #turns = new Turns();

  constructor(parts: LiveSettingsParts) {
    this.#parts = parts;
    this.#kept = new KeptCopy(async () => this.#understand(await parts.store.read()), parts.clock);
  }

  /** @throws where they were never read and the database cannot answer */
  async values(): Promise<SettingValues> {
    return (await this.#now()).values;
  }

  /** As stored now. @throws if the database cannot answer */
  async list(): Promise<SettingEntry[]> {
    const { values, stored } = await this.#kept.read();
    return settingNames.map((name) => ({
      name,
      value: values[name],
      default: this.#parts.defaults[name],
      changedAt: stored.get(name)?.changedAt ?? null,
      changedBy: stored.get(name)?.changedBy ?? null,
    }));
  }

  /**
   * Stores what is named and leaves the rest. Changes are made one after another.
   * @throws SettingFaultsError, and nothing is changed; what the store throws
   */
  async change(changes: SettingChanges, by: string): Promise<void> {
    const faults = settingNames.flatMap((name) => {
      const value = changes[name];
      return value === undefined || value === null ? [] : (settingFault(name, value) ?? []);
    });
    if (faults.length > 0) throw new SettingFaultsError(faults);
    await this.#turns.take('change', () => this.#store(changes, by));
  }

  async #store(changes: SettingChanges, by: string): Promise<void> {
    const { store, clock, log } = this.#parts;
    const before = await this.#kept.read();
    const { terms, ...others } = changes;
    const rows: SettingRow[] = Object.entries(others).map(([name, value]) => ({
      name: name as SettingName,
      value,
    }));
    if (terms !== undefined && !this.#sameTerms(before, terms)) {
      const stored: StoredTerms = { version: before.termsVersion + 1, text: terms };
      rows.push({ name: 'terms', value: stored });
    }
    if (rows.length === 0) return;
    await store.write(rows, clock.now(), by);
    this.#kept.outdate();
    // The change is stored, whether or not it can be read at once.
    await this.#kept.read().catch((error: unknown) => {
      this.#kept.outdate();
      log.warn('settings cannot be read again; the last known values stay in use', { error });
    });
  }

  #sameTerms({ values }: Known, asked: Bilingual | null): boolean {
    const { ru, en } = asked ?? this.#parts.defaults.terms;
    return ru === values.terms.ru && en === values.terms.en;
  }

  async #terms(): Promise<CurrentTerms> {
    const { values, termsVersion } = await this.#now();
    return { version: termsVersion, text: values.terms };
  }

  async #now(): Promise<Known> {
    const { value, age } = this.#kept;
    if (value === null) return this.#kept.read();
    if (age >= freshFor) {
      this.#kept
        .read()
        .catch((error: unknown) =>
          this.#parts.log.warn('settings cannot be read again; the last known values stay in use', { error }),
        );
    }
    return value;
  }

  /** A stored value that is not valid is skipped: the environment's value holds, and the log says so. */
  #understand(rows: readonly StoredSetting[]): Known {
    const { defaults, log } = this.#parts;
    const values: SettingValues = { ...defaults };
    const stored = new Map<SettingName, StoredSetting>();
    let termsVersion = 1;
    for (const row of rows) {
      const name = settingNames.find((each) => each === row.name);
      if (name === undefined) continue;
      const value = name === 'terms' ? storedTerms(row.value) : row.value;
      if (name === 'terms' && value !== null) {
        const { version, text } = value as StoredTerms;
        termsVersion = version;
        stored.set(name, row);
        if (text !== null) values.terms = text;
      } else if (name !== 'terms' && settingFault(name, value) === null) {
        stored.set(name, row);
        Object.assign(values, { [name]: value });
      } else {
        log.warn('a stored setting is invalid; using the one from the environment', { reason: name });
      }
    }
    return { values, termsVersion, stored };
  }
}

function storedTerms(value: unknown): StoredTerms | null {
  const { version, text } = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof StoredTerms, unknown>
  >;
  if (!Number.isSafeInteger(version) || (version as number) < 1) return null;
  return text === null || isBilingual(text) ? { version: version as number, text } : null;
}
