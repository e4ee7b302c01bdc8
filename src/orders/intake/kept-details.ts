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
