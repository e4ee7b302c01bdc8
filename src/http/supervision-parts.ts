import type { AuditReader } from '../calls/audit-reading';
import type { Board } from '../calls/board';
import type { ChainCheck } from '../calls/chain-check';
import type { EntryLists } from '../calls/entry-lists';
import type { People } from '../calls/people';
import type { Phones } from '../calls/phones';
import type { StatisticsReporter } from '../calls/statistics-report';

/** What supervisors' pages are joined to. */
export interface SupervisionParts {
  people: People;
  phones: Phones;
  board: Board;
  statistics: StatisticsReporter;
  auditReader: AuditReader;
  chain: ChainCheck;
  entryLists: EntryLists;
  /** The site's own, IANA: when a day of the board begins. */
  timeZone: () => Promise<string>;
}
