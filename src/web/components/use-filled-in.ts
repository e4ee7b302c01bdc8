import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { emptyFault } from '../api/api-problem';

/**
 * A form with required fields that reports empty ones in the user's language; the browser's own messages would be
 * in the browser's. Required fields have the attribute `required`.
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
    /** The message for a field; null where it is filled in, or the form was not submitted yet. */
    missing: (value: string): string | null => (tried && value === '' ? emptyFault() : null),
  };
}
