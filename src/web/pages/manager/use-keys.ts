import { useEffect, useRef } from 'react';

/**
 * Keys for the whole page, by `KeyboardEvent.key`: only where nobody types, and where the focused element has no use of
 * its own for the key.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const { target } = event;
      if (target instanceof Element && (isTypedInto(target) || usesKey(target, event.key))) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

function isTypedInto(target: Element): boolean {
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Enter on a button, a link or a row is that element's. */
function usesKey(target: Element, key: string): boolean {
  return key === 'Enter' && target.closest('button, a, [role="option"], [role="tab"]') !== null;
}
