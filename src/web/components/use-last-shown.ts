import { useState } from 'react';

/** The subject of a dialog, which stays visible while the dialog closes. @param shown null to close it */
export function useLastShown<Shown>(shown: Shown | null): Shown | null {
  const [last, setLast] = useState(shown);
  if (shown !== null && shown !== last) setLast(shown);
  return shown ?? last;
}
