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
  const listed = listedItems(cell, habit);
  if (listed.length > 0) return listed;
  const parted = cell.split(/\s*,\s+/u);
  // Commas stand in titles, too: they part items where each part has its count.
  if (parted.length > 1 && parted.every((part) => counted.some((pattern) => pattern.test(part))))
    return parted.map((part) => lineOf(part, habit));
  return cell
    .split(/\s*(?:[\n;|]|<br\s*\/?>)\s*/u)
    .filter((line) => line.trim() !== '')
    .map((line) => lineOf(line.trim(), habit));
}

/** Names that programs give to the parts of an item in JSON. */
const itemKeys = {
  title: ['title', 'name', 'product_name', 'productName', 'product'],
  sku: ['sku', 'article'],
  quantity: ['quantity', 'qty', 'count', 'amount'],
  price: ['price', 'unit_price', 'unitPrice'],
  total: ['total', 'subtotal', 'sum'],
} as const;

/** `[{"name":"T-shirt","quantity":2}]`, as plug-ins of shops write the lines into one cell. Empty for other texts. */
function listedItems(cell: string, habit: AmountHabit): OrderItem[] {
  if (!/^\s*\[\s*\{/.test(cell)) return [];
  let listed: unknown;
  try {
    listed = JSON.parse(cell);
  } catch {
    return [];
  }
  const items = (Array.isArray(listed) ? (listed as unknown[]) : []).map((each) => {
    const at = (key: keyof typeof itemKeys): string | null => {
      const found = itemKeys[key]
        .map((name) => (each as Record<string, unknown> | null)?.[name])
        .find((value) => typeof value === 'string' || typeof value === 'number');
      return found === undefined ? null : String(found);
    };
    const title = at('title') ?? at('sku');
    if (title === null) return null;
    const sum = (key: 'quantity' | 'price' | 'total'): string | null => amountOf(at(key) ?? '', habit);
    return itemOf(title, {
      ...{ sku: at('sku'), quantity: sum('quantity'), price: sum('price'), total: sum('total') },
    });
  });
  return items.every((item) => item !== null) ? items : [];
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
