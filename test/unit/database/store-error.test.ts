import { inspect } from 'node:util';
import { StoreError, storeErrorFrom } from '#database/store-error';

/** What mysql2 throws: the statement with the values in it, and a message that quotes them. */
function driverError(code: string | undefined, more: object = {}): Error {
  return Object.assign(
    new Error("insert into `t` values ('+79005550001') - Duplicate entry '+79005550001'"),
    {
      ...(code !== undefined && { code }),
      sql: "insert into `t` values ('+79005550001')",
      sqlMessage: "Duplicate entry '+79005550001'",
      sqlState: '23000',
      errno: 1062,
      ...more,
    },
  );
}

describe('errors of the store', () => {
  it.each<[string, Error]>([
    ['data-refused', driverError('ER_DUP_ENTRY')],
    ['data-refused', driverError('ER_NO_REFERENCED_ROW_2', { errno: 1452 })],
    ['data-refused', driverError('ER_DATA_TOO_LONG', { sqlState: '22001' })],
    ['data-refused', driverError('ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', { sqlState: 'HY000' })],
    ['data-refused', driverError('ER_NET_PACKET_TOO_LARGE', { sqlState: '08S01', fatal: true })],
    ['database-failed', driverError('ER_RECORD_FILE_FULL', { sqlState: 'HY000' })],
    ['database-failed', driverError('ER_OPTION_PREVENTS_STATEMENT', { sqlState: 'HY000' })],
    ['database-failed', driverError('ER_LOCK_WAIT_TIMEOUT', { sqlState: 'HY000' })],
    ['database-failed', driverError('ER_LOCK_DEADLOCK', { sqlState: '40001' })],
    ['database-failed', driverError('ER_TABLEACCESS_DENIED_ERROR', { sqlState: '42000' })],
    ['schema-out-of-date', driverError('ER_NO_SUCH_TABLE', { sqlState: '42S02' })],
    ['database-unavailable', driverError('PROTOCOL_CONNECTION_LOST', { sqlState: undefined })],
    ['database-unavailable', driverError('ECONNREFUSED', { sqlState: undefined })],
    ['database-unavailable', driverError(undefined, { fatal: true, sqlState: undefined })],
    ['database-unavailable', new AggregateError([driverError('ECONNREFUSED')])],
    [
      'database-unavailable',
      Object.assign(driverError(undefined, { sqlState: undefined }), { name: 'KnexTimeoutError' }),
    ],
  ])('say %s without the statement and its values, case %#', (slug, error) => {
    const translated = storeErrorFrom(error);
    expect(translated).toBeInstanceOf(StoreError);
    expect(translated).toMatchObject({ slug });
    const shown = inspect(translated, { depth: 20, showHidden: true }) + JSON.stringify(translated);
    expect(/5550001|insert/i.test(shown)).toBe(false);
    // The control: the driver's error does show it.
    expect(inspect(error, { depth: 20, showHidden: true }).includes('5550001')).toBe(true);
  });

  it('are themselves when they come by again', () => {
    const error = new StoreError('manager-unknown', 'x');
    expect(storeErrorFrom(error)).toBe(error);
  });

  it("leave others' errors alone", () => {
    const error = new RangeError('x');
    expect(storeErrorFrom(error)).toBe(error);
  });
});
