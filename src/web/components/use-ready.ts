import { useEffect } from 'react';

/**
 * Loads a part of the page that is not needed yet, so that its keys act from the first moment.
 * @param isNear whether it will be needed soon
 * @param load a function of the module, not of the component
 */
export function useReady(isNear: boolean, load: () => Promise<unknown>): void {
  useEffect(() => {
    // What fails is loaded again where it is shown.
    if (isNear) load().catch(() => undefined);
  }, [isNear, load]);
}
