import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { isBilingual, settingFault, settingNames } from './model/setting-rules';
import type { SettingChanges, SettingFault, SettingName, SettingValues } from './model/setting-rules';
import type { Bilingual } from '#kernel/language';
import type { CurrentTerms, Terms } from '#people/terms';

/** A setting as it is stored. */
export interface StoredSetting {
  name: string;
  /** Whatever JSON says: another version of Star7 may have written it. */
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
  /** Null is none: the environment's counts. */
  value: unknown;
}

/** A setting as administrators see it. */
export interface SettingEntry<Name extends SettingName = SettingName> {
  name: Name;
  value: SettingValues[Name];
  /** What it is where nobody changed it. */
  default: SettingValues[Name];
  changedAt: Micros | null;
  changedBy: string | null;
}

/** What the settings stand for just now. */
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

/** How old what is known may be before it is read anew: another process may have changed it. */
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
 * A change made here counts from the next question on. One that another process made is known a minute later: whoever
 * asks is answered with what is known, and it is read anew behind their back. Only the very first question waits.
 */
export class LiveSettings {
  readonly terms: Terms = { current: () => this.#terms() };
  readonly #parts: LiveSettingsParts;
  #known: Known | null = null;
  #lookedAt: Micros = 0;
  #reading: Promise<Known> | null = null;
  /** Counts changes: what was read before one is not believed after it. */
  #generation = 0;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(parts: LiveSettingsParts) {
    this.#parts = parts;
  }

  /** @throws where they were never read and the database cannot answer */
  async values(): Promise<SettingValues> {
    return (await this.#now()).values;
  }

  /** As stored now. @throws where the database cannot answer */
  async list(): Promise<SettingEntry[]> {
    const { values, stored } = await this.#read();
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
   * @throws SettingFaultsError where nothing was changed; whatever the store throws
   */
  async change(changes: SettingChanges, by: string): Promise<void> {
    const faults = settingNames.flatMap((name) => {
      const value = changes[name];
      return value === undefined || value === null ? [] : (settingFault(name, value) ?? []);
    });
    if (faults.length > 0) throw new SettingFaultsError(faults);
    const mine = this.#lastChange.then(() => this.#store(changes, by));
    this.#lastChange = mine.catch(() => undefined);
    await mine;
  }

  async #store(changes: SettingChanges, by: string): Promise<void> {
    const { store, clock, log } = this.#parts;
    const before = await this.#read();
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
    this.#generation += 1;
    this.#reading = null;
    // It is done, whether it can be read at once or not.
    await this.#read().catch((error: unknown) => {
      this.#lookedAt = 0;
      log.warn('settings cannot be read anew; what is known goes on', { error });
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
    if (this.#known === null) return this.#read();
    if (this.#parts.clock.now() - this.#lookedAt >= freshFor) {
      this.#read().catch((error: unknown) =>
        this.#parts.log.warn('settings cannot be read anew; what is known goes on', { error }),
      );
    }
    return this.#known;
  }

  /** Those who ask at once share one look. */
  #read(): Promise<Known> {
    this.#lookedAt = this.#parts.clock.now();
    const reading = (this.#reading ??= this.#look().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    }));
    return reading;
  }

  async #look(): Promise<Known> {
    const generation = this.#generation;
    const known = this.#understand(await this.#parts.store.read());
    if (generation === this.#generation) this.#known = known;
    return known;
  }

  /** A stored value that cannot be understood is passed over: the environment's counts, and the log says so. */
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
        log.warn('a stored setting cannot be understood; the environment’s counts', { reason: name });
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
