import '@mantine/core/styles/Table.layer.css';
import { Table, VisuallyHidden } from '@mantine/core';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import classes from './row-table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** This cell names the row: in a card it is the heading. */
  names?: boolean;
  numeric?: boolean;
  /** Its header is for screen readers only: buttons need no visible one. */
  headless?: boolean;
}

interface RowTableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** Called on a click anywhere in the row; the row must also have a button, for the keyboard. */
  onOpen?: (row: Row) => void;
  /** Rows that are drawn paler. */
  isFaint?: (row: Row) => boolean;
}

/**
 * Rows as a table, and as cards where there is no room for one. The roles are explicit because browsers drop them for tables
 * with another `display`.
 */
export function RowTable<Row>({ caption, columns, rows, keyOf, onOpen, isFaint }: RowTableProps<Row>) {
  return (
    <div className={classes.around}>
      <Table
        role="table"
        className={classes.table}
        verticalSpacing="xs"
        highlightOnHover={onOpen !== undefined}
      >
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead role="rowgroup" className={classes.head}>
          <Table.Tr role="row">
            {columns.map(({ key, header, numeric, headless }) => (
              <Table.Th key={key} role="columnheader" data-numeric={numeric || undefined} scope="col">
                {headless === true ? <VisuallyHidden>{header}</VisuallyHidden> : header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr
              key={keyOf(row)}
              role="row"
              className={classes.row}
              data-open={onOpen === undefined ? undefined : true}
              data-faint={isFaint?.(row) === true || undefined}
              onClick={
                onOpen === undefined ? undefined : (event) => openUnlessOnControl(event, () => onOpen(row))
              }
            >
              {columns.map(({ key, header, cell, names, numeric, headless }) => (
                <Table.Td
                  key={key}
                  role="cell"
                  className={classes.cell}
                  data-label={headless === true ? undefined : header}
                  data-names={names || undefined}
                  data-numeric={numeric || undefined}
                >
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A link or button inside of the row does only its own action. */
function openUnlessOnControl(event: MouseEvent | KeyboardEvent, open: () => void): void {
  const control = (event.target as Element).closest('a, button, input, [role="menuitem"]');
  if (control === null && document.getSelection()?.isCollapsed !== false) open();
}
