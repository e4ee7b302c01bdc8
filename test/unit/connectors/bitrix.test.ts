import { bitrixDialect, bitrixKeys } from '../../fakes/bitrix-dialect';
import { connectorContract } from './connector-contract';

/* The contract of the kind `bitrix`. */

connectorContract({
  ...{ kind: 'bitrix', dialect: bitrixDialect, keys: bitrixKeys, pageSize: 50 },
  limit: { requests: 2, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ price: '100.00' }],
      delivery: { address: 'ул. Лесная, 5', zip: '101000' },
      payment: { state: 'unpaid' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  refused: 'OT',
  told: (id) => [{ id, text: 'Star7: Отказ <по телефону>', status: 'OT' }],
  saysNoTime: true,
});
