import { randomBytes } from 'node:crypto';

import type { Star7 } from './star7';

/** An order whose customer writes mails. */
export interface MailOrder {
  orderNumber: string;
  email: string;
  /** E.164. */
  phone: string;
}

let lastNumber = 0;

/** Orders that no run before has touched, each of a customer with a mailbox of their own. @param domain of their addresses */
export async function mailOrders(
  star7: Star7,
  { extension, count, domain }: { extension: string; count: number; domain: string },
): Promise<MailOrder[]> {
  const orders = Array.from({ length: count }, (): MailOrder => {
    lastNumber = Math.max(lastNumber + 1, Math.floor(Date.now() / 10) % 100_000_000);
    const orderNumber = `6${String(lastNumber).padStart(8, '0')}`;
    return {
      orderNumber,
      phone: `+7999${String(1_000_000 + (Number(orderNumber) % 9_000_000))}`,
      email: `c${randomBytes(6).toString('hex')}@${domain}`,
    };
  });
  await importMailOrders(star7, extension, orders, 'open');
  return orders;
}

/** As when the shop states them. */
export async function importMailOrders(
  star7: Star7,
  extension: string,
  orders: readonly MailOrder[],
  status: 'open' | 'closed',
): Promise<void> {
  const rows = orders.map(
    ({ orderNumber, email, phone }) => `${orderNumber},Kira Field,${phone},${extension},${email},${status}`,
  );
  await star7.import(
    ['order_number,customer_name,phone,manager_extension,email,status', ...rows, ''].join('\n'),
  );
}
