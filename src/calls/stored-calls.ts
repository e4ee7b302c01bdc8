import type { CallLog } from './call-log';
import { SqlCallLog } from './sql-call-log';
import type { Database } from '#database/database';

/** The records of calls in a database, for commands of other capabilities. */
export function storedCalls(database: Database): CallLog {
  return new SqlCallLog(database);
}
