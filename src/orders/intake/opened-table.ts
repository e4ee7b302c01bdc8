import type { CsvRecord } from './csv-records';
import type { Layout } from './table-layout';

/** A file whose columns are known, and whose rows can be read one after another. */
export interface OpenedTable {
  layout: Layout;
  /** Rows below the header, as many at a time as come together. */
  rows: AsyncIterable<CsvRecord[]>;
  /** Other sheets of a workbook that have orders, and are not read. */
  sheetsLeftOut?: number;
  /** Gives back what the file holds of the machine; nothing is read afterwards. */
  close?: () => Promise<void>;
}
