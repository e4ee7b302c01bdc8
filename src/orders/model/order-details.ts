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
}

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
};

/** Most lines of one order that are kept. */
export const mostItems = 200;

/** What two rows of one order state together: the later word counts where both have one, and an empty one clears nothing. */
export function mergedDetails(earlier: OrderDetails, later: OrderDetails): OrderDetails {
  return {
    items: [...earlier.items, ...later.items].slice(0, mostItems),
    totals: filled(earlier.totals, later.totals),
    delivery: filled(earlier.delivery, later.delivery),
    payment: filled(earlier.payment, later.payment),
    comment: later.comment ?? earlier.comment,
    notes: later.notes ?? earlier.notes,
    tags: later.tags.length > 0 ? later.tags : earlier.tags,
    source: later.source ?? earlier.source,
  };
}

function filled<Part extends object>(earlier: Part, later: Part): Part {
  const stated = Object.entries(later).filter(([, value]) => value !== null);
  return { ...earlier, ...(Object.fromEntries(stated) as Partial<Part>) };
}
