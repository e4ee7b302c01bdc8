import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { interviewOf } from '#calls/model/interview-ticket';

/** An order's number as a link to its history; the ticket of an interview as it is, since no order has it. */
export function OrderLink({ orderNumber }: { orderNumber: string }) {
  if (interviewOf(orderNumber) !== null) {
    return (
      <Text span size="sm" fw={600}>
        {orderNumber}
      </Text>
    );
  }
  return (
    <Anchor component={Link} size="sm" fw={600} href={`/order/${encodeURIComponent(orderNumber)}`}>
      {orderNumber}
    </Anchor>
  );
}
