import { readAmount } from './amount';
import type { AmountHabit } from './amount';
import { titleAlone } from '../../model/order-details';
import type { OrderItem } from '../../model/order-details';

/** `[12] T-shirt, blue (2 шт)`, as 1C-Bitrix writes the lines of an order into one cell. */
const bracketed =
  /\[(\d{1,12})\]\s*(.+?)\s*\((\d{1,6}(?:[.,]\d{1,3})?)\s*(?:шт|pcs|ед|кг|м|уп)?\.?\)(?=\s*(?:\[|$|[,;\n]))/gu;
/** `T-shirt (blue) - 2x1500 = 3000`. */
const multiplied =
  /^(.+?)\s+[-–—]\s*(\d{1,6})\s*[x×х*]\s*([\d\s.,]+?)(?:\s*=\s*([\d\s.,]+?))?\s*(?:руб\.?|₽|р\.)?$/iu;
const counted: readonly RegExp[] = [
  /^(?<title>.+?)\s*\((?<quantity>\d{1,6})\s*(?:шт|pcs)\.?\)$/iu,
  /^(?<title>.+?)\s*[-–—,]\s*(?<quantity>\d{1,6})\s*(?:шт|pcs)\.?$/iu,
  /^(?<title>.+?)\s+[x×х*]\s?(?<quantity>\d{1,6})$/iu,
  /^(?<quantity>\d{1,6})\s?[x×х*]\s+(?<title>.+)$/iu,
];
/** A cell of amounts: `500 руб 750 руб`. */
const amounts = /\d[\d\s]*(?:[.,]\d+)?\s*(?:руб\.?|₽|р\.|[A-Z]{3}|[$€£])?/gu;

/**
 * Reads the lines of an order that stand in one cell.
 * @param prices a cell with their prices, in the same order; empty for none
 */
export function readItemsCell(cell: string, prices: string, habit: AmountHabit): OrderItem[] {
  const items = linesOf(cell, habit);
  const listed = Array.from(prices.matchAll(amounts), ([each]) => amountOf(each, habit)).filter(
    (price) => price !== null,
  );
  return listed.length === items.length
    ? items.map((item, nth) => ({ ...item, price: listed[nth] ?? null }))
    : items;
}

function linesOf(cell: string, habit: AmountHabit): OrderItem[] {
  const marked = Array.from(cell.matchAll(bracketed), ([, sku, title, quantity]) =>
    itemOf(title ?? '', { sku: sku ?? null, quantity: (quantity ?? '').replace(',', '.') }),
  );
  if (marked.length > 0) return marked;
  return cell
    .split(/\s*(?:[\n;|]|<br\s*\/?>)\s*/u)
    .filter((line) => line.trim() !== '')
    .map((line) => lineOf(line.trim(), habit));
}

function lineOf(line: string, habit: AmountHabit): OrderItem {
  const product = multiplied.exec(line);
  if (product !== null) {
    const [, title = '', quantity = '', price = '', total = ''] = product;
    return itemOf(title, { quantity, price: amountOf(price, habit), total: amountOf(total, habit) });
  }
  for (const pattern of counted) {
    const groups = pattern.exec(line)?.groups;
    if (groups !== undefined) return itemOf(groups['title'] ?? '', { quantity: groups['quantity'] ?? null });
  }
  return itemOf(line, {});
}

function itemOf(title: string, parts: Partial<OrderItem>): OrderItem {
  return { ...titleAlone, title, ...parts };
}

function amountOf(text: string, habit: AmountHabit): string | null {
  return text.trim() === '' ? null : (readAmount(text, habit)?.amount ?? null);
}
