import { prestashopDialect, prestashopKeys } from '../../fakes/prestashop-dialect';
import { connectorContract } from './connector-contract';

/* The contract of the kind `prestashop`. */

connectorContract({
  ...{ kind: 'prestashop', dialect: prestashopDialect, keys: prestashopKeys, pageSize: 100 },
  limit: { requests: 6, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', price: '100.00' }],
      delivery: { method: 'Курьер', address: 'ул. Лесная, 5', zip: '101000', country: 'RU' },
      payment: { method: 'Наличные', state: 'unpaid' },
      tags: ['XKBKNABJK'],
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  refused: '6',
  told: (id) => [
    { id, status: '6' },
    { id, text: 'a thread' },
    { id, text: 'Star7: Отказ <по телефону>' },
  ],
});
