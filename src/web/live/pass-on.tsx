import { lazy, Suspense } from 'react';
import type { PassOnProps } from './pass-on-buttons';

const PassOnButtons = lazy(() =>
  import('./pass-on-buttons').then((module) => ({ default: module.PassOnButtons })),
);

/** Loaded with the first conversation: the first page has a budget (first-page-budget.mts). */
export function PassOn(props: PassOnProps) {
  return (
    <Suspense fallback={null}>
      <PassOnButtons {...props} />
    </Suspense>
  );
}
