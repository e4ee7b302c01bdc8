import type { OrderDetails } from '../model/order-details';

/** Details as the table `order_details` has them. */
export interface KeptDetails {
  /** JSON of {@link OrderDetails}. */
  details: string;
  search_text: string;
}

export function keptDetails(details: OrderDetails): KeptDetails {
  return { details: JSON.stringify(details), search_text: searchTextOf(details) };
}

export function parsedDetails({ details }: Pick<KeptDetails, 'details'>): OrderDetails {
  return JSON.parse(details) as OrderDetails;
}

/**
 * What is to be kept of an order whose details are known. Fields of the site that are not stated now stay.
 * @param keepsItems the items were not asked for, and stay, too
 */
export function overKnown(stated: KeptDetails, known: string, keepsItems: boolean): KeptDetails {
  // Most orders have none, and need not be taken apart.
  if (!keepsItems && !known.includes('"fields":{')) return stated;
  const { items, fields } = parsedDetails({ details: known });
  const details = parsedDetails(stated);
  return keptDetails({
    ...details,
    ...(keepsItems && { items }),
    ...(fields !== undefined && { fields: { ...fields, ...details.fields } }),
  });
}

/** Characters. */
const longestSearchText = 2000;

/** What an order is found by besides number and name: its town and its items. */
function searchTextOf({ delivery, items }: OrderDetails): string {
  const texts = new Set<string>();
  const add = (text: string | null): unknown => text !== null && texts.add(text);
  add(delivery.town);
  add(delivery.region);
  for (const { title, option, sku } of items) {
    add(title);
    add(option);
    add(sku);
  }
  return [...texts].join(' ').slice(0, longestSearchText);
}
