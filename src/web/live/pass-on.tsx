import { Suspense } from 'react';
import { lazyPart } from '../components/lazy-part';
import { useReady } from '../components/use-ready';
import type { PassOnProps } from './pass-on-buttons';

const load = () => import('./pass-on-buttons');
const PassOnButtons = lazyPart(() => load().then(({ PassOnButtons: buttons }) => buttons));

/** Loaded with the first call: the first page has a budget (first-page-budget.mts). */
export function PassOn(props: PassOnProps) {
  return (
    <Suspense fallback={null}>
      <PassOnButtons {...props} />
    </Suspense>
  );
}

/** While the phones ring, so that the keys act from the first moment of the conversation. */
export function usePassOnReady(hasCall: boolean): void {
  useReady(hasCall, load);
}
