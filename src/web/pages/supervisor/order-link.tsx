import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

/** An order's number as a link to its history. */
export function OrderLink({ orderNumber }: { orderNumber: string }) {
  return (
    <Anchor component={Link} size="sm" fw={600} href={`/order/${encodeURIComponent(orderNumber)}`}>
      {orderNumber}
    </Anchor>
  );
}
