import { useSyncExternalStore } from 'react';
import { pagePhone } from './page-phone';
import type { PhoneState } from './page-phone';

export function usePagePhone(): PhoneState {
  return useSyncExternalStore(pagePhone.subscribe, pagePhone.state);
}
