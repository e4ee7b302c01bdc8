import { useState } from 'react';

/** What a dialog is about, which stays on it while it closes. @param shown null once it is to close */
export function useLastShown<Shown>(shown: Shown | null): Shown | null {
  const [last, setLast] = useState(shown);
  if (shown !== null && shown !== last) setLast(shown);
  return shown ?? last;
}
