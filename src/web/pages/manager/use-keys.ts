import { useEffect, useRef } from 'react';

/** Actions of page-wide keys, by `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Page-wide keys: active only where nobody types, and where the focused element does not use the key itself. A held
 * key has no further effect, and a held Enter presses no button either: a button may just have replaced another.
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

/** The action of a key. The slash key is also found by its position: on a Russian layout it types a full stop. */
export function actOf(keys: Keys, { key, code }: Pick<KeyboardEvent, 'key' | 'code'>) {
  return keys[key] ?? (code === 'Slash' ? keys['/'] : undefined);
}

/** Enter on a button, a link or a row acts on that element, and in a form submits the form: it never calls. */
export function usesKey(target: Pick<Element, 'closest'>, key: string): boolean {
  return key === 'Enter' && target.closest('form, button, a, [role="option"], [role="tab"]') !== null;
}

function isTypedInto(target: Element): boolean {
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
