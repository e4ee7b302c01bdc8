import type { ClosingReason } from './model/leak-case';
import type { DayText, Figure, GroupDrill, LeakCase, Missing, NewCase } from './model/shop-figures';
import type { HandOver } from './model/hand-overs';
import type { ShopWeek } from './model/shop-line';
import type { RaisedCase } from './model/shop-look';
import type { Micros } from '#kernel/micros';

export interface LeakRun {
  startedAt: Micros;
  endedAt: Micros;
  startedBy: string;
  weekEnd: DayText;
  orders: number;
  customers: number;
  /** Of these, whose manager still works here; null: was not counted. */
  withManager: number | null;
  historyWeeks: number;
  compared: number;
  perYear: number;
  missing: Missing | null;
}

export interface RunResult {
  run: LeakRun;
  figures: readonly Figure[];
  drills: readonly GroupDrill[];
  opened: readonly NewCase[];
  raised: readonly RaisedCase[];
  shopWeeks: readonly ShopWeek[];
  handOvers: readonly HandOver[];
}

export interface LeaveEntry {
  id: number;
  extension: string;
  firstDay: DayText;
  lastDay: DayText;
  enteredBy: string;
}

export interface LeakStore {
  /** @throws StoreError, as all others do */
  lastRun(): Promise<LeakRun | null>;
  /** The last one of a week that ended in these days. */
  lastRunWithin(first: DayText, last: DayText): Promise<LeakRun | null>;
  /** All of a run in one transaction; removes what is kept no longer. */
  save(result: RunResult): Promise<void>;
  /** Open ones, and closed ones that are kept. Oldest first. */
  cases(): Promise<LeakCase[]>;
  /** @returns whether an open case has this id */
  close(id: number, closing: { reason: ClosingReason; note: string | null; by: string }): Promise<boolean>;
  /** Notes that a person agrees to name the case's group in reports. `again`: the same person, which counts once. */
  agreeToName(id: number, by: string): Promise<'unknown' | 'again' | 'noted'>;
  figuresOf(weekEnd: DayText): Promise<Figure[]>;
  /** The lamp of the recent orders in the last `weeks` up to `weekEnd`, oldest first. */
  recentWeeks(weekEnd: DayText, weeks: number): Promise<Figure[]>;
  drills(): Promise<GroupDrill[]>;
  /** Of the whole shop, oldest first. */
  shopWeeks(): Promise<ShopWeek[]>;
  handOvers(): Promise<HandOver[]>;
  leave(): Promise<LeaveEntry[]>;
  /** @returns null if no active manager has the extension */
  addLeave(entry: Omit<LeaveEntry, 'id'>): Promise<LeaveEntry | null>;
  removeLeave(id: number): Promise<boolean>;
  /** Logins of the accounts that may see the watch. */
  readers(): Promise<string[]>;
  isReader(account: number): Promise<boolean>;
  /** @returns false if no active account of a supervisor or administrator has the login */
  addReader(login: string, by: string): Promise<boolean>;
  removeReader(login: string): Promise<boolean>;
}
