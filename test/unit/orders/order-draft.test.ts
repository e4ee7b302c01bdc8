import { noHabit } from '#orders/intake/cells/amount';
import { finished } from '#orders/intake/order-draft';
import type { FinishRules, OrderDraft } from '#orders/intake/order-draft';
import { noDetails } from '#orders/model/order-details';
import type { OrderDetails } from '#orders/model/order-details';
import type { SiteField } from '#orders/model/site-fields';

/* What is hidden in the texts of an order is hidden before they are cut. */

const number = '+7 916 555-01-07';
/** A text whose number stands across the cut: too few digits before it to be known as one. */
const across = (length: number): string => `${'wish '.repeat(length).slice(0, length - 7)} ${number}`;

function done(
  details: Partial<OrderDetails>,
  more: Partial<OrderDraft> = {},
  rules: Partial<FinishRules> = {},
) {
  const draft: OrderDraft = {
    ...{ line: 1, number: { number: '1001', stated: null, bare: null }, name: 'Anna' },
    ...{ phones: { main: [] }, mainFault: null, notices: [], details: { ...noDetails, ...details } },
    ...more,
  };
  const read = finished(draft, { region: 'RU', ...rules });
  if ('fault' in read) throw new Error(read.fault);
  return read;
}

const field = (id: string): SiteField => ({ id, name: id, kind: 'text', choices: [], managers: true });
const stated = (text: string) => ({ text, column: 'wish', habit: noHabit });

test.each<[what: string, length: number, details: (text: string) => Partial<OrderDetails>]>([
  ['comment', 4000, (comment) => ({ comment })],
  ['notes', 4000, (notes) => ({ notes })],
  ['source', 200, (source) => ({ source })],
  ['tag', 200, (tag) => ({ tags: [tag] })],
  ['custom field', 500, (value) => ({ custom: [{ name: 'a', value }] })],
  ['address', 500, (address) => ({ delivery: { ...noDetails.delivery, address } })],
  ['title', 200, (title) => ({ items: [{ ...emptyItem, title }] })],
])('%s: no digits of a number that stands across the cut', (_what, length, details) => {
  const { order } = done(details(across(length)));
  const text = JSON.stringify(order.details);
  // The control: the text is there, up to the cut.
  expect(text).toContain('wish wish');
  expect(text).not.toMatch(/916|555/);
});

const emptyItem = {
  ...{ title: '', option: null, sku: null, quantity: null, price: null, total: null },
  ...{ link: null, picture: null },
};

test('a code: as a whole, and as it is shown', () => {
  const sku = (text: string) =>
    done({ items: [{ ...emptyItem, title: 'Rack', sku: text }] }).order.details?.items[0]?.sku;
  expect(sku('A-12/3')).toBe('A-12/3');
  expect(sku(`${'a'.repeat(191)}/89165550107`)).toBe('[…]');
  expect(sku(`${'a'.repeat(188)}/891655501071234567`)).toBe('[…]');
});

test('a field of the site, and a cell that a report shows', () => {
  const rules = { fields: [field('wish')] };
  const { order } = done({}, { siteFields: { wish: stated(across(500)) } }, rules);
  expect(order.details?.fields?.['wish']).toMatch(/^wish wish/);
  expect(order.details?.fields?.['wish']).not.toMatch(/916|555/);
  const { notices } = done({}, { notices: [{ code: 'status-unknown', column: 'state', cell: across(40) }] });
  expect(notices.find(({ code }) => code === 'status-unknown')?.cell).toMatch(/^wish wish/);
  expect(JSON.stringify(notices)).not.toMatch(/916|555/);
});

test('a field is not what every object has', () => {
  const rules = { fields: [field('constructor'), field('wish')] };
  const { order, notices } = done({}, { siteFields: { wish: stated('soon') } }, rules);
  expect(order.details?.fields).toEqual({ wish: 'soon' });
  expect(notices.map(({ code }) => code)).not.toContain('field-unfit');
  expect(
    Object.entries(
      done({}, { siteFields: { constructor: stated('us') } }, rules).order.details?.fields ?? {},
    ),
  ).toEqual([['constructor', 'us']]);
});
