import type { LeakRun, LeakStore, LeaveEntry } from '#leaks/leak-store';
import type { ClosingReason } from '#leaks/model/leak-case';
import type { HandOver } from '#leaks/model/hand-overs';
import type { ShopWeek } from '#leaks/model/shop-line';
import type { Figure, GroupDrill, LeakCase } from '#leaks/model/shop-figures';

/** The leak watch's tables in memory, as far as a page needs them: what a test puts in. */
export class MemoryLeakStore implements LeakStore {
  run: LeakRun | null = null;
  readonly figures: Figure[] = [];
  readonly groupDrills: GroupDrill[] = [];
  readonly allCases: LeakCase[] = [];
  readonly weeks: ShopWeek[] = [];
  readonly moved: HandOver[] = [];
  readonly allLeave: LeaveEntry[] = [];
  /** Accounts that were named. */
  readonly named = new Set<number>();

  lastRun(): Promise<LeakRun | null> {
    return Promise.resolve(this.run);
  }

  lastRunWithin(first: string, last: string): Promise<LeakRun | null> {
    const { run } = this;
    return Promise.resolve(run !== null && run.weekEnd >= first && run.weekEnd <= last ? run : null);
  }

  save(): Promise<void> {
    return Promise.reject(new Error('no run in memory'));
  }

  cases(): Promise<LeakCase[]> {
    return Promise.resolve([...this.allCases]);
  }

  close(id: number, closing: { reason: ClosingReason; note: string | null; by: string }): Promise<boolean> {
    const at = this.allCases.findIndex((one) => one.id === id && one.closedAt === null);
    if (at < 0) return Promise.resolve(false);
    const { reason, note, by: closedBy } = closing;
    this.allCases[at] = { ...this.allCases[at]!, closedAt: 2_000_000, closedBy, reason, note };
    return Promise.resolve(true);
  }

  agreeToName(id: number, by: string): Promise<'unknown' | 'again' | 'noted'> {
    const known = this.allCases.find((one) => one.id === id);
    if (known === undefined) return Promise.resolve('unknown');
    if (known.namedBy.includes(by) || known.namedBy.length > 1) return Promise.resolve('again');
    known.namedBy.push(by);
    return Promise.resolve('noted');
  }

  figuresOf(weekEnd: string): Promise<Figure[]> {
    return Promise.resolve(this.figures.filter((figure) => figure.weekEnd === weekEnd));
  }

  recentWeeks(): Promise<Figure[]> {
    return Promise.resolve(this.figures.filter(({ lamp }) => lamp === 'recent'));
  }

  drills(): Promise<GroupDrill[]> {
    return Promise.resolve([...this.groupDrills]);
  }

  shopWeeks(): Promise<ShopWeek[]> {
    return Promise.resolve([...this.weeks]);
  }

  handOvers(): Promise<HandOver[]> {
    return Promise.resolve([...this.moved]);
  }

  leave(): Promise<LeaveEntry[]> {
    return Promise.resolve([...this.allLeave]);
  }

  addLeave(entry: Omit<LeaveEntry, 'id'>): Promise<LeaveEntry> {
    const added = { id: this.allLeave.length + 1, ...entry };
    this.allLeave.push(added);
    return Promise.resolve(added);
  }

  removeLeave(): Promise<boolean> {
    return Promise.resolve(false);
  }

  readers(): Promise<string[]> {
    return Promise.resolve([...this.named].map(String));
  }

  isReader(account: number): Promise<boolean> {
    return Promise.resolve(this.named.has(account));
  }

  addReader(): Promise<boolean> {
    return Promise.resolve(false);
  }

  removeReader(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
