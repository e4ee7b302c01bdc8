/** One line of what was bought. Texts hold no number and no address of anybody. */
export interface OrderItem {
  title: string;
  option: string | null;
  sku: string | null;
  /** Decimal text. */
  quantity: string | null;
  /** Of one piece, decimal text. */
  price: string | null;
  /** Of the line, decimal text. */
  total: string | null;
  /** Address of its page in the shop, see shop-address.ts. */
  link: string | null;
  /** Address of its picture; likewise. */
  picture: string | null;
}

/** Of an item of which only the title is known. */
export const titleAlone: Omit<OrderItem, 'title'> = {
  option: null,
  sku: null,
  quantity: null,
  price: null,
  total: null,
  link: null,
  picture: null,
};

/** Amounts beside the order's own: decimal text in its currency. */
export interface OrderTotals {
  subtotal: string | null;
  delivery: string | null;
  discount: string | null;
  tax: string | null;
}

export interface OrderDelivery {
  method: string | null;
  address: string | null;
  town: string | null;
  region: string | null;
  zip: string | null;
  /** ISO 3166-1 alpha-2, or the shop's word. */
  country: string | null;
  /** When the customer wants it, as the shop writes it. */
  wished: string | null;
  tracking: string | null;
}

/** A column of the shop's own that the site wants shown, by the column's name. */
export interface CustomField {
  name: string;
  value: string;
}

/** What a manager needs of an order beside its customer and amount. */
export interface OrderDetails {
  items: OrderItem[];
  totals: OrderTotals;
  delivery: OrderDelivery;
  payment: { method: string | null; state: string | null };
  /** The customer's. */
  comment: string | null;
  /** The shop's. */
  notes: string | null;
  tags: string[];
  source: string | null;
  custom: CustomField[];
  /** What the shop has stated for fields of the site, by their ids. Absent in what earlier versions wrote. */
  fields?: Readonly<Record<string, string>>;
}

export const noDetails: OrderDetails = {
  items: [],
  totals: { subtotal: null, delivery: null, discount: null, tax: null },
  delivery: {
    method: null,
    address: null,
    town: null,
    region: null,
    zip: null,
    country: null,
    wished: null,
    tracking: null,
  },
  payment: { method: null, state: null },
  comment: null,
  notes: null,
  tags: [],
  source: null,
  custom: [],
};

/** Most lines of one order that are kept. */
export const mostItems = 200;

/**
 * What two rows of one order state together: the later word counts where both have one, and an empty one clears nothing.
 * Has one item more than is kept if there are too many.
 */
export function mergedDetails(earlier: OrderDetails, later: OrderDetails): OrderDetails {
  return {
    items: [...earlier.items, ...later.items].slice(0, mostItems + 1),
    totals: filled(earlier.totals, later.totals),
    delivery: filled(earlier.delivery, later.delivery),
    payment: filled(earlier.payment, later.payment),
    comment: later.comment ?? earlier.comment,
    notes: later.notes ?? earlier.notes,
    tags: later.tags.length > 0 ? later.tags : earlier.tags,
    source: later.source ?? earlier.source,
    custom: [
      ...earlier.custom.filter(({ name }) => !later.custom.some((each) => each.name === name)),
      ...later.custom,
    ],
    ...((earlier.fields ?? later.fields) !== undefined && { fields: { ...earlier.fields, ...later.fields } }),
  };
}

function filled<Part extends object>(earlier: Part, later: Part): Part {
  const stated = Object.entries(later).filter(([, value]) => value !== null);
  return { ...earlier, ...(Object.fromEntries(stated) as Partial<Part>) };
}
