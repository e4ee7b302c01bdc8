import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { everyCall, writeCallFilter } from './call-filter';

/** An order's number, leading to its calls. */
export function OrderLink({ orderNumber }: { orderNumber: string }) {
  return (
    <Anchor
      component={Link}
      size="sm"
      fw={600}
      href={`/calls?${writeCallFilter({ ...everyCall, orderNumber })}`}
    >
      {orderNumber}
    </Anchor>
  );
}
