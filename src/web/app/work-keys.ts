import { useEffect, useLayoutEffect, useRef } from 'react';
import { keyOf, whyNot } from './key-table';
import type { KeyName, WhyNot, WorkFacts } from './key-table';

/** What keys do, by name; `outcome` gets the digit. */
export type KeyActions = Readonly<Partial<Record<KeyName, (digit: number) => void>>>;

const nothing: WorkFacts = {
  ...{ order: 'none', call: 'idle', saving: false, reconnecting: false, undoable: false, up: false },
  ...{ conversing: false, withColleague: false, caller: false },
};

/** Those of the components that are shown now, the last one first asked. */
const actions = new Set<{ current: KeyActions }>();
const known = new Set<{ current: Partial<WorkFacts> }>();
/** Says why a key does nothing; null while no workplace is shown, and then only keys act that have an action. */
let say: ((reason: WhyNot) => void) | null = null;
let facts: WorkFacts = nothing;

/** What holds now, as the components that are shown say it. */
export function currentFacts(): WorkFacts {
  return facts;
}

function gatherFacts(): void {
  facts = Object.assign({}, nothing, ...[...known].map(({ current }) => current)) as WorkFacts;
}

/** What this component knows of the workplace, as long as it is shown. */
export function useWorkFacts(mine: Partial<WorkFacts>): void {
  const place = useRef(mine);
  useLayoutEffect(() => {
    place.current = mine;
    gatherFacts();
  });
  useLayoutEffect(() => {
    known.add(place);
    gatherFacts();
    return () => {
      known.delete(place);
      gatherFacts();
    };
  }, []);
}

/** What keys do, as long as this component is shown. */
export function useKeyActions(mine: KeyActions): void {
  const place = useRef(mine);
  useLayoutEffect(() => {
    place.current = mine;
  });
  useLayoutEffect(() => {
    actions.add(place);
    return () => {
      actions.delete(place);
    };
  }, []);
}

/**
 * As if the key had been pressed: it acts, or says why not. For buttons that show a key.
 * @returns whether there was anything to do or to say
 */
export function press(name: KeyName, digit = 0): boolean {
  const act = [...actions].reverse().find(({ current }) => current[name] !== undefined)?.current[name];
  if (say === null) {
    act?.(digit);
    return act !== undefined;
  }
  const reason = whyNot(name, facts);
  if (reason !== null) say(reason);
  else act?.(digit);
  return reason !== null || act !== undefined;
}

/** Says why keys do nothing, as long as the workplace is shown. */
export function useWhyNot(tell: (reason: WhyNot) => void): void {
  useEffect(() => {
    say = tell;
    return () => {
      say = null;
    };
  }, [tell]);
}

/**
 * Keys of the whole page: active where nobody types, and where the focused element does not use the key itself. Ctrl+Enter
 * saves from everywhere but dialogs. A held key has no further effect, and a held Enter presses no button either: a button
 * may just have replaced another.
 */
export function usePageKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.isComposing || (target instanceof Element && isInOverlay(target))) return;
      const name = keyOf(event);
      const typed = target instanceof Element && isTypedInto(target);
      if (typed && name !== 'save') return;
      if (event.repeat && event.key === 'Enter') event.preventDefault();
      if (name === null || event.defaultPrevented || event.repeat) return;
      if (name === 'call' && target instanceof Element && usesKey(target, event.key)) return;
      if (press(name, Number(event.key))) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** Enter on a button, a link or a row acts on that element, and in a form submits the form: it never calls. */
export function usesKey(target: Pick<Element, 'closest'>, key: string): boolean {
  return key === 'Enter' && target.closest('form, button, a, [role="option"], [role="tab"]') !== null;
}

function isInOverlay(target: Element): boolean {
  return target.closest('[role="dialog"], [role="menu"]') !== null;
}

function isTypedInto(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
