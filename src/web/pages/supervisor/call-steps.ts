import type { Call } from '../../api/types';

export type StepName =
  | 'requested'
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

type Times = Pick<Call, 'requestedAt' | 'manager' | 'customer' | 'endedAt'>;

/** The steps of a call in the order of time; without those that never happened. */
export function stepsOf({ requestedAt, manager, customer, endedAt }: Times): Step[] {
  const times: [StepName, string | null][] = [
    ['requested', requestedAt],
    ['managerRang', manager.ringingAt],
    ['managerAnswered', manager.answeredAt],
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
