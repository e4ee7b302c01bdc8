import { amocrmDialect, amocrmKeys } from '../../fakes/amocrm-dialect';
import { connectorContract } from './connector-contract';

/* The contract of the kind `amocrm`. */

connectorContract({
  ...{ kind: 'amocrm', dialect: amocrmDialect, keys: amocrmKeys, pageSize: 250 },
  limit: { requests: 7, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', price: '100.00' }],
      delivery: { address: 'ул. Лесная, 5' },
      tags: ['сайт'],
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'Подарочная упаковка', floor: 'Этаж', day: '7' },
  refused: '143',
  told: (id) => [
    { id, status: 'cancelled' },
    { id, text: 'Star7: Отказ <по телефону>' },
  ],
});
