export interface NoticeAction {
  label: string;
  /** The key that does the same, as it is written: `Ctrl+Z`. */
  keys: string;
  run: () => void;
}

export interface Notice {
  id: number;
  kind: 'good' | 'bad' | 'hint';
  message: string;
  action?: NoticeAction;
}

/** Milliseconds; with an action there is something to read and to decide. */
const shownMs = { good: 3000, bad: 8000, hint: 5000 } as const;
const shownWithActionMs = 20_000;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/**
 * Shows a message in the corner that disappears by itself; screen readers read it. For messages that need no
 * response. A second one of the same words, or with an action, replaces the first.
 * @param kind `hint`: why nothing happened
 * @returns its id
 */
export function notify(kind: Notice['kind'], message: string, action?: NoticeAction): number {
  const id = ++lastId;
  for (const before of notices) {
    if (before.message === message || (action !== undefined && before.action !== undefined))
      dismiss(before.id);
  }
  set([...notices, { id, kind, message, ...(action && { action }) }]);
  resume(id);
  return id;
}

/** Stays as long as somebody points at it, or has the focus in it. */
export function hold(id: number): void {
  clearTimeout(timers.get(id));
}

/** Goes on to disappear. */
export function resume(id: number): void {
  const notice = notices.find((each) => each.id === id);
  if (notice === undefined) return;
  clearTimeout(timers.get(id));
  const ms = notice.action === undefined ? shownMs[notice.kind] : shownWithActionMs;
  timers.set(
    id,
    setTimeout(() => dismiss(id), ms),
  );
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  set(notices.filter((notice) => notice.id !== id));
}

export function subscribeToNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentNotices(): readonly Notice[] {
  return notices;
}

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}
