import type { Answer } from '../../api/types';

export type FirstSteps = Answer<'/api/first-steps', 'get'>;
export type FirstStep = keyof FirstSteps;

/** In the order in which they are done. */
export const firstSteps = [
  'pbx',
  'trunk',
  'managers',
  'accounts',
  'orders',
  'firstCall',
] as const satisfies FirstStep[];

/** Where each is done; null for the one that is done at a phone. */
export const stepPages: Readonly<Record<FirstStep, string | null>> = {
  pbx: '/doctor',
  trunk: '/pbx',
  managers: '/managers',
  accounts: '/managers',
  orders: '/imports',
  firstCall: null,
};

export function stepsLeft(steps: FirstSteps): FirstStep[] {
  return firstSteps.filter((step) => !steps[step]);
}
