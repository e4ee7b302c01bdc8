import type { AuditReader } from '#audit/audit-reading';
import type { Board } from './board';
import type { ChainCheck } from '#audit/chain-check';
import type { EntryLists } from './entry-lists';
import type { ManagerNames } from '#people/manager-names';
import type { Phones } from './phones';
import type { StatisticsReporter } from './statistics-report';

/** What supervisors' pages are joined to. */
export interface SupervisionParts {
  people: ManagerNames;
  phones: Phones;
  board: Board;
  statistics: StatisticsReporter;
  auditReader: AuditReader;
  chain: ChainCheck;
  entryLists: EntryLists;
  /** The site's own, IANA: when a day of the board begins. */
  timeZone: () => Promise<string>;
}
