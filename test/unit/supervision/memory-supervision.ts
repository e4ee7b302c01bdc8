import type { AuditFilter, AuditLine, AuditReader } from '#audit/audit-reading';
import type { Board, BoardLine } from '#supervision/board';
import type { Beginnings } from '#supervision/beginnings';
import type { ChainReport, ChainVerifier } from '#audit/chain-check';
import { ChainCheck } from '#audit/chain-check';
import type { EntryLine, EntryLists } from '#supervision/entry-lists';
import type { ManagerNames, ManagerName } from '#people/manager-names';
import { Phones } from '#supervision/phones';
import type { Clock } from '#kernel/clock';
import type { ExtensionState } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import type { Page, PageRequest } from '#kernel/page';
import type {
  FirstCalls,
  LineSounds,
  ManagerCalls,
  OutcomeCount,
  StatisticsRange,
  StatisticsStore,
} from '#supervision/statistics';
import { StatisticsReporter } from '#supervision/statistics-report';
import type { CallersByTime } from '#supervision/model/callers-by-time';
import type { CallsByTime } from '#supervision/model/calls-by-time';
import type { DeviceKind } from '#people/model/reach';
import type { Micros } from '#kernel/micros';
import type { SupervisionParts } from '../http/server-of';

export class MemoryManagerNames implements ManagerNames {
  readonly rows: ManagerName[] = [
    { extension: '101', name: 'Anna Petrova' },
    { extension: '102', name: 'Boris Orlov' },
  ];
  failure: Error | null = null;

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async list(): Promise<ManagerName[]> {
    if (this.failure) throw this.failure;
    return [...this.rows];
  }
}

export class MemoryBoard implements Board {
  readonly rows: BoardLine[] = [];
  /** Since when it was asked for. */
  readonly asked: Micros[] = [];

  lines(today: Micros): Promise<BoardLine[]> {
    this.asked.push(today);
    return Promise.resolve([...this.rows]);
  }
}

export class MemoryStatistics implements StatisticsStore {
  time: CallsByTime[] = [];
  managers: ManagerCalls[] = [];
  noted: OutcomeCount[] = [];
  inbound: CallersByTime[] = [];
  heard: LineSounds = { byManager: [], byTrunk: [] };
  first: FirstCalls = { orders: 0, called: 0, medianSeconds: null, p90Seconds: null };
  readonly asked: { range: StatisticsRange; minutes: number }[] = [];
  failure: Error | null = null;

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async byTime(range: StatisticsRange, minutes: 15 | 60): Promise<CallsByTime[]> {
    this.asked.push({ range, minutes });
    if (this.failure) throw this.failure;
    return this.time;
  }

  byManager(): Promise<ManagerCalls[]> {
    return Promise.resolve(this.managers);
  }

  sounds(): Promise<LineSounds> {
    return Promise.resolve(this.heard);
  }

  callers(): Promise<CallersByTime[]> {
    return Promise.resolve(this.inbound);
  }

  outcomes(): Promise<OutcomeCount[]> {
    return Promise.resolve(this.noted);
  }

  firstCalls(): Promise<FirstCalls> {
    return Promise.resolve(this.first);
  }
}

export class MemoryAuditReader implements AuditReader {
  readonly rows: AuditLine[] = [];
  lastFilter: AuditFilter | null = null;

  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditLine>> {
    this.lastFilter = filter;
    return Promise.resolve({ rows: this.rows.slice(0, page.limit), next: null });
  }
}

export class MemoryChainVerifier implements ChainVerifier {
  verify: () => Promise<ChainReport> = () =>
    Promise.resolve({ rows: 3, ok: true, faults: [], faultCount: 0, protected: true });
}

export class MemoryEntryLists implements EntryLists {
  readonly noteRows: EntryLine[] = [];
  readonly changeRows: EntryLine[] = [];

  notes(hiddenOnly: boolean, { limit }: PageRequest): Promise<Page<EntryLine>> {
    const rows = this.noteRows.filter(({ entry }) => !hiddenOnly || entry.hidden > 0).slice(0, limit);
    return Promise.resolve({ rows, next: null });
  }

  contactChanges({ limit }: PageRequest): Promise<Page<EntryLine>> {
    return Promise.resolve({ rows: this.changeRows.slice(0, limit), next: null });
  }
}

/** What supervisors see, set up by hand; nobody's phone is known. */
export class MemorySupervision {
  readonly people = new MemoryManagerNames();
  readonly board = new MemoryBoard();
  readonly statisticsStore = new MemoryStatistics();
  readonly auditReader = new MemoryAuditReader();
  readonly entryLists = new MemoryEntryLists();
  readonly verifier = new MemoryChainVerifier();
  /** Of an installation where everything has begun. */
  begun: Beginnings = { managers: true, accounts: true, orders: true, firstCall: true };
  readonly states = new Map<string, ExtensionState>();
  readonly rings = new Map<string, readonly DeviceKind[]>();
  readonly parts: SupervisionParts;

  constructor(clock: Clock, log: Log) {
    const { people, board, auditReader, entryLists } = this;
    const extensions = {
      stateOf: (extension: string): ExtensionState =>
        this.states.get(extension) ?? { registered: 'unknown', inUse: 'unknown' },
    };
    const ringing = (extension: string): readonly DeviceKind[] => this.rings.get(extension) ?? ['desk'];
    this.parts = {
      ringing,
      ...{ people, board, auditReader, entryLists },
      phones: new Phones(extensions, ringing, people, clock, log),
      statistics: new StatisticsReporter(this.statisticsStore),
      chain: new ChainCheck(this.verifier, clock, log),
      beginnings: { read: () => Promise.resolve(this.begun) },
      timeZone: () => Promise.resolve('Europe/Moscow'),
    };
  }

  /** A phone of a manager is there, or gone, or in use. */
  phone(extension: string, state: ExtensionState): void {
    this.states.set(extension, state);
    this.parts.phones.changed(extension);
  }
}
