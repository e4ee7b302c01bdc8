import type { AgentStore, PresentAgent } from './agents';
import { managerColumns, managerFrom } from './manager-row';
import type { ManagerRow } from './manager-row';
import type { Database } from '#database/database';
import { fromDateTimeOrNull } from '#database/date-time';

/** Everybody who can take calls. */
export class SqlAgents implements AgentStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async read(): Promise<PresentAgent[]> {
    const rows = await this.database.execute<
      ManagerRow & { group_name: string | null; away_since: string | null }
    >(
      `SELECT ${managerColumns('m')}, m.group_name, m.away_since FROM managers AS m
        WHERE m.disabled_at IS NULL ORDER BY m.extension`,
    );
    return rows.map((row) => {
      const awaySince = fromDateTimeOrNull(row.away_since);
      return { manager: managerFrom(row), group: row.group_name, away: awaySince !== null, awaySince };
    });
  }
}
