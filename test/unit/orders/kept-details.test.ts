import { keptDetails, overKnown, parsedDetails } from '#orders/intake/kept-details';
import { noDetails, titleAlone } from '#orders/model/order-details';
import type { OrderDetails } from '#orders/model/order-details';

const known: OrderDetails = {
  ...{ ...noDetails, comment: 'ring twice' },
  items: [{ ...titleAlone, title: 'Kettle' }],
  fields: { door: '5', risk: 'low' },
};
const over = (stated: Partial<OrderDetails>, keepsItems: boolean, before: OrderDetails = known) =>
  overKnown(keptDetails({ ...noDetails, ...stated }), keptDetails(before).details, keepsItems);

it('items that were not asked for stay, and can still be found by', () => {
  const { details, search_text: text } = over({ comment: 'no bell' }, true);
  expect(parsedDetails({ details })).toMatchObject({ comment: 'no bell', items: [{ title: 'Kettle' }] });
  expect(text).toContain('Kettle');
  expect(parsedDetails(over({ comment: 'no bell' }, false)).items).toEqual([]);
});

it('fields of the site that are not stated stay, and what is stated counts', () => {
  expect(parsedDetails(over({ fields: { risk: 'high' } }, false)).fields).toEqual({
    door: '5',
    risk: 'high',
  });
  expect(parsedDetails(over({}, false)).fields).toEqual({ door: '5', risk: 'low' });
  expect(parsedDetails(over({}, false, { ...noDetails, comment: '"fields":{' })).fields).toBeUndefined();
});
