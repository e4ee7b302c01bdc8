import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { ImportError } from './import-error';
import type { NoticeCode, Rejects, RowFault, RowNotice } from './row-notice';

/**
 * The rows that were left out, and what was not understood of others: line number, slug, and what to do, for whoever
 * mends the file.
 *
 * The rows themselves are not repeated. The file that was imported is at hand, and each copy of a row would be
 * one more place where numbers lie about.
 */
export class RejectFile implements Rejects {
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
    await this.#write([line, 'rejected', fault, '', '', explain(fault)]);
  }

  async notice(line: number, { code, column, cell }: RowNotice): Promise<void> {
    await this.#write([line, 'noticed', code, column ?? '', cell ?? '', explain(code)]);
  }

  async #write(cells: ReadonlyArray<string | number>): Promise<void> {
    if (this.#failure) throw unwritable(this.path, this.#failure);
    const stream = (this.#stream ??= this.#begin());
    this.#count += 1;
    if (!stream.write(csvLine(cells))) await once(stream, 'drain');
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
    stream.write(csvLine(reportColumns));
    return stream;
  }
}

/** Of the list of rejected rows, and of what was noticed. */
export const reportColumns = ['line', 'result', 'reason', 'column', 'cell', 'explanation'] as const;

/** A line of CSV. What a spreadsheet would take for a formula is text. */
export function csvLine(cells: ReadonlyArray<string | number>): string {
  return stringify([cells], { escape_formulas: true });
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
  rounded:
    'was rounded by a spreadsheet: its last digits are lost. Format the column as text in the shop or in Excel, and export again',
  'not-an-address': 'is not an e-mail address',
  'own-domain': 'is of the mail domain of Star7, which takes answers to orders: the order has no address',
};

const explanations: Readonly<Partial<Record<RowFault | NoticeCode, string>>> = {
  'malformed-quotes': 'A quotation mark is not closed, or text follows a closing one',
  'line-too-long': 'The line is longer than 65,536 characters',
  'column-count': 'The row has more or fewer cells than the header: perhaps a cell contains a separator',
  'bad-encoding': 'The name is in another encoding than the rest of the file',
  'order-number-empty': 'The order has no number',
  'order-number-invalid':
    'An order number has 1 to 32 letters and digits, with dots, dashes and underscores inside, and a digit at least',
  'order-number-rounded':
    'The order number was rounded by a spreadsheet: format the column as text, and export again',
  'order-number-is-phone':
    "The order number contains seven digits or more of the customer's phone number, and managers see it: number the order otherwise",
  'order-number-is-address':
    "The order number contains the customer's e-mail address, and managers see it: number the order otherwise",
  'order-number-clash':
    'Another order of the shop has a number that Star7 would keep as the same: number one of them otherwise',
  'another-order':
    "Star7 knows an order of another customer by this number, and nothing says that it is the same one: import another shop's file with a prefix; if it is the same order, import the file once more as one of the same shop",
  'customer-name-too-long': "The customer's name is longer than 200 characters",
  'total-line': 'The line adds up others and is no order',
  'header-again': 'The line is the header once more',
  'line-without-order': 'The line has an item and no order number, and no order stands above it',
  'phone-missing': 'The order has no phone number: it is there, and cannot be called',
  'name-missing': 'The customer has no name: the order number stands for it',
  'number-left-over': 'The order has more than three phone numbers; the others were left out',
  'dialled-number-clash':
    'Another order has the same digits, so this one cannot be dialled with *7; it can be called from the page',
  'manager-unknown':
    'No active manager has this extension or name: the order is assigned by the rules, or waits in the pool',
  'courier-unknown':
    'No active courier has this number, and nobody has the order now: see star7 courier list, star7 courier add',
  'status-unknown': 'Unknown status: the order stays open. Add the word to the table of statuses',
  'amount-ambiguous':
    'Three digits behind the mark were taken for thousands (1.990 is 1990), and no other cell says whether they are',
  'amount-invalid': 'The amount cannot be read: the order has none',
  'amount-is-phone':
    'The amount is a telephone number, which managers would see, and was left out: wrong column?',
  'number-invalid': 'The quantity or sum cannot be read and was left out',
  'currency-invalid': 'The currency is not a code of three letters such as RUB',
  'currency-differs':
    'The amount names another currency than the column of currencies; that of the amount was used',
  'placed-at-invalid': 'The date cannot be read: the order has none',
  'placed-at-ambiguous':
    'Nothing in the column tells which number is the day and which the month, as in 03/04/2026: the order has no date',
  'country-unknown': 'Unknown country: numbers without a country code were read as those of the site',
  'call-consent-incomplete':
    'A consent to automatic calls needs a day (2026-03-01) and its source: nothing was recorded',
  'do-not-call-invalid': 'Neither yes nor no: the order may be called',
  'time-zone-unknown': 'Unknown time zone: the zone of the site holds',
  'sheet-left-out':
    'The workbook has another sheet with orders, which was not read: import it as a file of its own',
  'rows-differ': 'Rows of one order say different things; the last one counts',
  'link-invalid': 'The address of a product or a picture does not begin with https:// or http://',
  'field-unknown':
    'The site has no field of this name: define it in the rules for orders, or write its name as it stands there',
  'field-unfit':
    'The value is none of the kind that the field of the site has: it is left out. Correct it in the shop, or give the field another kind',
  'text-cut': 'A text is longer than is kept, or there are too many tags: its beginning is kept',
  'items-left-over': 'An order has more lines than are kept: the first 200 are',
};

/** What a person reads. */
export function explain(fault: RowFault | NoticeCode): string {
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
