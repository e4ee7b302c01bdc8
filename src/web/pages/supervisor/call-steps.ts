import type { Call } from '../../api/types';

export type StepName =
  | 'requested'
  | 'arrived'
  | 'greeted'
  | 'managerRang'
  | 'managerAnswered'
  | 'customerCalled'
  | 'customerRang'
  | 'customerAnswered'
  | 'ended';

export interface Step {
  name: StepName;
  at: string;
  /** Since the previous step; 0 for the first. */
  seconds: number;
}

type Times = Pick<Call, 'direction' | 'requestedAt' | 'manager' | 'customer' | 'endedAt'>;

/** The steps of a call in the order of time; without those that never happened. */
export function stepsOf(call: Times): Step[] {
  const { requestedAt, manager, customer, endedAt } = call;
  const phone: [StepName, string | null][] = [
    ['managerRang', manager.ringingAt],
    ['managerAnswered', manager.answeredAt],
  ];
  const times: [StepName, string | null][] =
    call.direction === 'inbound'
      ? [['arrived', requestedAt], ['greeted', greetedAt(call)], ...phone, ['ended', endedAt]]
      : [
          ['requested', requestedAt],
          ...phone,
          ['customerCalled', customer.startedAt],
          ['customerRang', customer.ringingAt],
          ['customerAnswered', customer.answeredAt],
          ['ended', endedAt],
        ];
  let before: number | null = null;
  return times
    .filter((step): step is [StepName, string] => step[1] !== null)
    .sort(([, one], [, other]) => Date.parse(one) - Date.parse(other))
    .map(([name, at]) => {
      const moment = Date.parse(at);
      const seconds = before === null ? 0 : Math.max(0, (moment - before) / 1000);
      before = moment;
      return { name, at, seconds };
    });
}

/** When a caller was answered by an announcement or music; null if by the manager at once. */
function greetedAt({ manager, customer }: Times): string | null {
  if (customer.answeredAt === null || manager.answeredAt === null) return customer.answeredAt;
  return Date.parse(customer.answeredAt) < Date.parse(manager.answeredAt) ? customer.answeredAt : null;
}
