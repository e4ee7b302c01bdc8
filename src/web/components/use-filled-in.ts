import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { emptyFault } from '../api/api-problem';

/**
 * A form with required fields, which says in the page's own words which of them are empty; the browser's come in the
 * browser's language. Required fields say so by `required`.
 * @param send called where none is empty
 */
export function useFilledIn(send: () => void) {
  const [tried, setTried] = useState(false);
  return {
    form: {
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const empty = event.currentTarget.querySelector<HTMLInputElement>('input:invalid');
        setTried(empty !== null);
        if (empty === null) send();
        else empty.focus();
      },
    },
    /** What to say at a field; null where it is filled in, or nobody has tried to send it yet. */
    missing: (value: string): string | null => (tried && value === '' ? emptyFault() : null),
  };
}
