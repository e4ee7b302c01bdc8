import { inspect } from 'node:util';
import { StoreError, storeErrorFrom } from '../../../src/store/store-error';

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
    ['database-failed', driverError('ER_DUP_ENTRY')],
    ['database-failed', driverError(undefined)],
    ['schema-out-of-date', driverError('ER_NO_SUCH_TABLE')],
    ['database-unavailable', driverError('PROTOCOL_CONNECTION_LOST')],
    ['database-unavailable', driverError('ECONNREFUSED')],
    ['database-unavailable', driverError(undefined, { fatal: true })],
    ['database-unavailable', new AggregateError([driverError('ECONNREFUSED')])],
    ['database-unavailable', Object.assign(driverError(undefined), { name: 'KnexTimeoutError' })],
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
