import type { Knex } from 'knex';
import { isOrderNumber } from '#kernel/order-number';

/** Words of a search that are used; no name has more. */
const mostWords = 6;

/**
 * Narrows orders to those that a text finds: by the beginning of their number, by words of the customer's name, or of town and
 * items. Compared as the columns are: names without regard to case and accents, order numbers letter by letter.
 * @param orders rows of `orders`, under this name
 */
export function narrowTo(search: string, orders: Knex.QueryBuilder): void {
  const words = search.trim().split(/\s+/);
  const [first = ''] = words;
  if (first === '') return;
  void orders.where((either) => {
    void either.where((name) => {
      for (const word of words.slice(0, mostWords)) {
        void name.whereRaw(`customer_name LIKE ? ESCAPE '!'`, [`%${literal(word)}%`]);
      }
    });
    // Town and items: each word is in one of them.
    void either.orWhereExists((details) => {
      void details
        .from('order_details')
        .whereRaw('order_details.order_id = orders.id')
        .where((text) => {
          for (const word of words.slice(0, mostWords)) {
            void text.whereRaw(`order_details.search_text LIKE ? ESCAPE '!'`, [`%${literal(word)}%`]);
          }
        });
    });
    // With letters that the column cannot hold, the server would fail instead of finding nothing.
    if (words.length === 1 && isOrderNumber(`${first}0`)) {
      void either.orWhereRaw(`LOWER(order_number) LIKE ? ESCAPE '!'`, [`${literal(first.toLowerCase())}%`]);
    }
  });
}

/** A text that LIKE matches literally. */
function literal(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}
