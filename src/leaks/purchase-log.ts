import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OrderLogBuilder, noOwner } from './model/order-log';
import type { OrderLog } from './model/order-log';

/** A file that is no purchase log. */
export class PurchaseLogError extends Error {}

/**
 * Reads a log of purchases: CSV with the header `customer,day,value`, `day` from 0, gzipped if the name ends in `.gz`.
 * @throws PurchaseLogError with the line and what is wrong with it; the file system's own errors
 */
export async function readPurchaseLog(path: string): Promise<OrderLog> {
  const file = createReadStream(path);
  // What ends the file's stream ends the other one, too: whoever reads that has the error.
  const input = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  const builder = new OrderLogBuilder();
  const customers = new Map<string, number>();
  let lastDay = -1;
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (line === 1) {
      if (text.trim() === 'customer,day,value') continue;
      throw new PurchaseLogError('The first line must be: customer,day,value');
    }
    if (text.trim() === '') continue;
    const [customer = '', day = '', value = ''] = text.split(',');
    if (customer === '' || !/^\d{1,5}$/.test(day) || !(Number(value) >= 0)) {
      throw new PurchaseLogError(`Line ${line} must have a customer, a day from 0 to 65535, and a value.`);
    }
    const place = customers.get(customer) ?? customers.size;
    customers.set(customer, place);
    builder.add(place, Number(day), Number(value), noOwner);
    lastDay = Math.max(lastDay, Number(day));
  }
  return builder.build(Math.floor((lastDay + 1) / 7));
}
