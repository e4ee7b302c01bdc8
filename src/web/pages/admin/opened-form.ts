import { useLocation, useSearch } from 'wouter';

export interface OpenedForm {
  /** Of whom the form is: `new`, or the key of somebody; null while none is open. */
  of: string | null;
  open: (of: string) => void;
  close: () => void;
}

/** Which form is open stands in the address: whoever has to sign in again finds it open, with what was typed. */
export function useOpenedForm(): OpenedForm {
  const search = useSearch();
  const [path, go] = useLocation();
  return {
    of: new URLSearchParams(search).get('form'),
    open: (of) => go(`${path}?${new URLSearchParams({ form: of }).toString()}`),
    close: () => go(path, { replace: true }),
  };
}
