import { useLocation, useSearch } from 'wouter';

export interface OpenedForm {
  /** The subject of the form: `new`, or the key of an existing row; null while no form is open. */
  of: string | null;
  open: (of: string) => void;
  close: () => void;
}

/** The open form is part of the address: after signing in again the user finds it open, with the input. */
export function useOpenedForm(): OpenedForm {
  const search = useSearch();
  const [path, go] = useLocation();
  return {
    of: new URLSearchParams(search).get('form'),
    open: (of) => go(`${path}?${new URLSearchParams({ form: of }).toString()}`),
    close: () => go(path, { replace: true }),
  };
}
