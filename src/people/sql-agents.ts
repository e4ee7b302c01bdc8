import type { AgentStore, PresentAgent } from './agents';
import { availabilityColumns, availabilityFrom, managerColumns, managerFrom } from './manager-row';
import type { AvailabilityRow, ManagerRow } from './manager-row';
import type { Database } from '#database/database';

/** Everybody who can take calls. */
export class SqlAgents implements AgentStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async read(): Promise<PresentAgent[]> {
    const rows = await this.database.execute<ManagerRow & AvailabilityRow & { group_name: string | null }>(
      `SELECT ${managerColumns('m')}, ${availabilityColumns('m')}, m.group_name FROM managers AS m
        WHERE m.disabled_at IS NULL ORDER BY m.extension`,
    );
    return rows.map((row) => {
      const availability = availabilityFrom(row);
      const away = availability.awaySince !== null;
      return { manager: managerFrom(row), group: row.group_name, away, ...availability };
    });
  }
}
