import { isPointer, textAt } from './json-pointer';
import { siteFieldChoice } from '#orders/model/site-fields';

/** How requests prove who asks, by the keys of the kind `rest`. */
export const restAuthentications = ['bearer', 'basic', 'header'] as const;

/** A request to the shop. `{since}`, `{page}`, `{offset}`, `{id}`, `{text}`, `{status}` stand for values. */
export interface RestRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the shop's address, with its query: `/api/orders?updated_since={since}&page={page}`. */
  path: string;
  /**
   * JSON, of which the texts may hold the placeholders: a query of GraphQL, for instance. Null for none. A text that is
   * nothing but a placeholder of a number becomes that number.
   */
  body: string | null;
}

/** What placeholders stand for. `page` where it counts, and `offset`, how many orders come before it, are numbers. */
export type RestValues = Readonly<Record<string, string | number>>;

/** How pages follow each other: by a number; by a token in the answer; by the last change alone. */
export const restPages = ['number', 'token', 'time'] as const;

/**
 * How the interface of a shop is read, as an administrator draws it. Pointers are JSON Pointers (RFC 6901): those of
 * orders begin at the order, those of items at the item, all others at the answer.
 */
export interface RestMap {
  authentication: (typeof restAuthentications)[number];
  /** Of the authentication `header`: its name. */
  headerName: string | null;
  list: RestRequest;
  /** Orders of an answer to `list`. */
  orders: string;
  pages: (typeof restPages)[number];
  /** Of `token`: where the answer has the next one. Null or nothing there: the last page. */
  nextToken: string | null;
  /** Of `number` and `time`: a page with fewer orders is the last. */
  pageSize: number;
  /** How `{since}` is written. */
  sinceAs: 'iso' | 'seconds' | 'milliseconds';
  one: RestRequest;
  /** The order in an answer to `one`. */
  order: string;
  id: string;
  changedAt: string;
  /**
   * Fields of orders (`OrderField`), and of the site (`field:` and the id), each with its pointers: the first that has something counts; of
   * `delivery_address`, `customer_name` and `tags` all of them are joined. `=text` stands for the text itself.
   */
  fields: Record<string, string[]>;
  /** A list in the order; null where the shop states no items. */
  items: string | null;
  /** Fields of items (`ItemField`). */
  itemFields: Record<string, string[]>;
  /** Amounts are whole numbers of hundredths. */
  amountsInCents: boolean;
  /** In what the shop sends, the id of the order. */
  hookId: string | null;
  /** Says what a call came to; null where the shop is told nothing. */
  outcome: RestRequest | null;
  requestsPerSecond: number;
}

/** What can be wrong with a map. Stable: pages translate them. */
export type RestMapFaultCode =
  | 'pointer-invalid'
  | 'field-unknown'
  | 'placeholder-missing'
  | 'body-invalid'
  | 'path-invalid';

export interface RestMapFault {
  /** Path in the map. */
  field: string;
  code: RestMapFaultCode;
  detail: string;
}

/** @param orderFields, itemFields names that exist */
export function restMapFaults(
  map: RestMap,
  orderFields: readonly string[],
  itemFields: readonly string[],
): RestMapFault[] {
  const faults: RestMapFault[] = [];
  const pointer = (field: string, text: string | null): void => {
    if (text !== null && !isPointer(text))
      faults.push({
        field,
        code: 'pointer-invalid',
        detail: 'must be a JSON Pointer such as /customer/phone',
      });
  };
  for (const name of ['orders', 'nextToken', 'order', 'id', 'changedAt', 'items', 'hookId'] as const) {
    pointer(name, map[name]);
  }
  const named = (part: 'fields' | 'itemFields', known: readonly string[]): void => {
    for (const [name, pointers] of Object.entries(map[part])) {
      const isOfSite = part === 'fields' && siteFieldChoice.test(name);
      if (!known.includes(name) && !isOfSite)
        faults.push({ field: `${part}/${name}`, code: 'field-unknown', detail: 'is not a field of orders' });
      for (const each of pointers) if (!each.startsWith('=')) pointer(`${part}/${name}`, each);
    }
  };
  named('fields', orderFields);
  named('itemFields', itemFields);
  if (map.fields['order_number'] === undefined)
    faults.push({ field: 'fields/order_number', code: 'placeholder-missing', detail: 'must be given' });
  const isCounted = map.pages === 'time' || (map.pages === 'number' && has(map.list, 'offset'));
  request('list', map.list, ['since', ...(isCounted ? [] : ['page'])]);
  request('one', map.one, ['id']);
  if (map.outcome !== null) request('outcome', map.outcome, ['id']);
  return faults;

  function request(field: string, drawn: RestRequest, needed: readonly string[]): void {
    const { path, body } = drawn;
    if (!/^\/(?!\/)[^\s#\\]*$/.test(path))
      faults.push({ field: `${field}/path`, code: 'path-invalid', detail: 'must begin with one /' });
    for (const name of needed) {
      if (!has(drawn, name))
        faults.push({ field, code: 'placeholder-missing', detail: `must contain {${name}}` });
    }
    if (body !== null && jsonOf(body) === undefined)
      faults.push({ field: `${field}/body`, code: 'body-invalid', detail: 'must be JSON' });
    // `{id}` is also how GraphQL selects a field, and a value could change what is asked for.
    if (body !== null && placeholder.test(graphQueryOf(jsonOf(body))))
      faults.push({
        field: `${field}/body`,
        code: 'body-invalid',
        detail: 'values of a GraphQL query belong into its variables; { id } with spaces selects a field',
      });
  }
}

const placeholder = /\{(?:since|page|offset|id|text|status)\}/;

/** The query of a body that is a request of GraphQL; an empty text for any other. */
function graphQueryOf(body: unknown): string {
  const query = textAt(body, '/query');
  return /^\s*(?:query|mutation|fragment|\{)/.test(query) ? query : '';
}

/** Whether a request has this placeholder. */
export function has({ path, body }: RestRequest, name: string): boolean {
  return (path + (body ?? '')).includes(`{${name}}`);
}

/** A path with its placeholders filled, each encoded. */
export function filledPath(path: string, values: RestValues): string {
  return filledText(path, values, encodeURIComponent);
}

/** A body with the placeholders in its texts filled. Filled after parsing: a value cannot change the JSON. */
export function filledBody(body: string, values: RestValues): unknown {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const whole = values[/^\{(\w+)\}$/.exec(value)?.[1] ?? ''];
      return typeof whole === 'number' ? whole : filledText(value, values, (text) => text);
    }
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]));
    }
    return value;
  };
  return fill(jsonOf(body));
}

function filledText(text: string, values: RestValues, written: (value: string) => string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : written(String(value));
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
