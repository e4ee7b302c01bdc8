import { useEffect, useRef } from 'react';

/** What a key of the whole page does, by `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Keys for the whole page: only where nobody types, and where the focused element has no use of its own for the key. A
 * key that is held does nothing more, and a held Enter presses no button either: one may just have taken another's place.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { target } = event;
      if (target instanceof Element && isTypedInto(target)) return;
      if (event.repeat && event.key === 'Enter') event.preventDefault();
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (target instanceof Element && usesKey(target, event.key)) return;
      const act = actOf(latest.current, event);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** What a pressed key does. The key with the slash is found by its place too: on a Russian layout it gives a full stop. */
export function actOf(keys: Keys, { key, code }: Pick<KeyboardEvent, 'key' | 'code'>) {
  return keys[key] ?? (code === 'Slash' ? keys['/'] : undefined);
}

/** Enter on a button, a link or a row is that element's, and in a form the form's: it never calls. */
export function usesKey(target: Pick<Element, 'closest'>, key: string): boolean {
  return key === 'Enter' && target.closest('form, button, a, [role="option"], [role="tab"]') !== null;
}

function isTypedInto(target: Element): boolean {
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
