import type { Queries } from '#database/queries';

/** The numbers that customers are shown, digits: who calls or writes from one is no stranger. @throws StoreError */
export async function ownDids(queries: Pick<Queries, 'query'>): Promise<string[]> {
  const rows = await queries.query<{ did: string }>(
    `SELECT did FROM dids WHERE did <> 'default'
     UNION SELECT did FROM managers WHERE did IS NOT NULL AND disabled_at IS NULL`,
  );
  return rows.map(({ did }) => did.replace(/\D/g, ''));
}
