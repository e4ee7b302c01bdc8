import { isBlank } from './cells/cell-text';
import type { MainFault, OrderDraft } from './order-draft';
import type { NoticeCode, PhoneField } from './row-notice';
import type { Masked } from '#kernel/masked';
import { readStatedNumbers } from '#vault/stated-numbers';
import type { StatedPlace } from '#vault/stated-numbers';

/** What a slot's cells hold. `At` is where a cell is. */
export interface CellNumbers<At> {
  numbers: Masked[];
  faults: Array<{ code: NoticeCode; fault: MainFault; at: At }>;
}

/** Reads the cells of one slot. @param placeOf where the numbers of a cell belong; asked of filled cells alone */
export function readPhoneCells<At>(
  field: PhoneField,
  cells: ReadonlyArray<{ at: At; cell: string }>,
  placeOf: (at: At) => StatedPlace,
): CellNumbers<At> {
  const found: CellNumbers<At> = { numbers: [], faults: [] };
  for (const { at, cell } of cells) {
    if (isBlank(cell)) continue;
    const { numbers, fault } = readStatedNumbers(cell, placeOf(at));
    found.numbers.push(...numbers);
    if (fault !== null && fault !== 'empty') found.faults.push({ code: `${field}-${fault}`, fault, at });
  }
  return found;
}

/**
 * The numbers of an order, by slot. Of an order that has one, what could not be read is noticed; else it is why the order has
 * none.
 * @param slots undefined where nothing is stated of a slot
 */
export function draftPhones<At>(
  slots: Readonly<Record<'main' | 'second' | 'recipient', CellNumbers<At> | undefined>>,
  notice: (code: NoticeCode, at: At) => void,
): Pick<OrderDraft, 'phones' | 'mainFault'> {
  const { main, second, recipient } = slots;
  const phones: OrderDraft['phones'] = { main: main?.numbers ?? [] };
  if (second !== undefined) phones.second = second.numbers;
  if (recipient !== undefined) phones.recipient = recipient.numbers;
  const all = [main, second, recipient];
  const faults = all.flatMap((each) => each?.faults ?? []);
  if (all.every((each) => (each?.numbers ?? []).length === 0)) {
    return { phones, mainFault: faults[0]?.fault ?? null };
  }
  for (const { code, at } of faults) notice(code, at);
  return { phones, mainFault: null };
}
