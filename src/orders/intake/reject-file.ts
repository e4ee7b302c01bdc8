import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { ImportError } from './import-error';
import type { RowFault } from './order-row';

/**
 * The rows that were left out: line number, slug, and what to do, for whoever mends the file.
 *
 * The rows themselves are not repeated. The file that was imported is at hand, and each copy of a row would be
 * one more place where numbers lie about.
 */
export class RejectFile {
  #stream: WriteStream | null = null;
  #failure: Error | null = null;
  #count = 0;

  private constructor(readonly path: string) {}

  /** Removes what an earlier import left: no file means no rejects. @throws ImportError `rejects-unwritable` */
  static async create(path: string): Promise<RejectFile> {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    return new RejectFile(path);
  }

  get count(): number {
    return this.#count;
  }

  /** @param line counted from 1, the header being the first */
  async add(line: number, fault: RowFault): Promise<void> {
    if (this.#failure) throw unwritable(this.path, this.#failure);
    const stream = (this.#stream ??= this.#begin());
    this.#count += 1;
    if (!stream.write(stringify([[line, fault, explain(fault)]]))) await once(stream, 'drain');
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    await new Promise<void>((resolve) => stream.end(resolve));
    if (this.#failure) throw unwritable(this.path, this.#failure);
  }

  #begin(): WriteStream {
    const stream = createWriteStream(this.path, { mode: 0o600 });
    stream.on('error', (error) => {
      this.#failure = error;
      // Whoever waits for the stream to drain is told by the next row.
      stream.emit('drain');
    });
    stream.write(stringify([['line', 'reason', 'explanation']]));
    return stream;
  }
}

const columnOf: Readonly<Record<string, string>> = {
  phone: 'The phone number (phone)',
  phone2: 'The second phone number (phone2)',
  phone3: "The recipient's phone number (phone3)",
  email: 'The e-mail address (email)',
};

const contactFaults: Readonly<Record<string, string>> = {
  empty: 'is empty',
  'not-a-number': 'is not a telephone number, or is more than one',
  'too-short': 'has too few digits',
  'too-long': 'is too long',
  'unknown-country-code': 'begins with an unknown country code',
  'invalid-for-region': 'does not exist in its country: digits are missing, too many or wrong',
  'has-extension': 'has an extension that cannot be dialled: write it as `ext. 123`, with 10 digits at most',
  'not-an-address': 'is not an e-mail address',
};

const explanations: Readonly<Partial<Record<RowFault, string>>> = {
  'malformed-quotes': 'A quotation mark is not closed, or text follows a closing one',
  'line-too-long': 'The line is longer than 65,536 characters',
  'column-count': 'The row has more or fewer cells than the header: perhaps a cell contains a separator',
  'bad-encoding': 'The name is in another encoding than the rest of the file',
  'order-number-empty': 'The order has no number',
  'order-number-invalid':
    'An order number has 1 to 32 Latin letters and digits, with dots, dashes and underscores inside',
  'order-number-is-phone':
    "The order number contains seven digits or more of the customer's phone number, and managers see it: number the order otherwise",
  'order-number-is-address':
    "The order number contains the customer's e-mail address, and managers see it: number the order otherwise",
  'customer-name-empty': 'The customer has no name',
  'customer-name-too-long': "The customer's name is longer than 200 characters",
  'manager-extension-empty': 'The manager is missing',
  'courier-unknown': 'No active courier has this number: see star7 courier list, star7 courier add',
  'manager-unknown': 'No active manager has this extension: see star7 manager list, star7 manager add',
  'status-unknown': 'Unknown status: use open, closed or cancelled',
  'amount-invalid': 'The amount is not a number of up to ten digits, or its comma is ambiguous: use 1990.50',
  'amount-is-phone': 'The amount is a telephone number, which managers would see: wrong column?',
  'currency-invalid': 'The currency is not a code of three letters such as RUB',
  'placed-at-invalid':
    'The date does not have the form 2026-01-31 12:00, 2026-01-31T12:00:00+03:00 or 31.01.2026 12:00',
};

/** What a person reads. */
export function explain(fault: RowFault): string {
  const known = explanations[fault];
  if (known !== undefined) return known;
  const [column = '', ...rest] = fault.split('-');
  return `${columnOf[column] ?? column} ${contactFaults[rest.join('-')] ?? 'cannot be used'}`;
}

function unwritable(path: string, error: unknown): ImportError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new ImportError(
    'rejects-unwritable',
    `The list of rejected rows cannot be written to ${path} (${code}).`,
    {
      path,
      code,
    },
  );
}
