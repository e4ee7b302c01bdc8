export interface Notice {
  id: number;
  kind: 'good' | 'bad';
  message: string;
}

const shownMs = { good: 3000, bad: 8000 } as const;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/**
 * Shows a message in the corner that disappears by itself; screen readers read it. For messages that need no
 * response.
 */
export function notify(kind: Notice['kind'], message: string): void {
  const id = ++lastId;
  set([...notices, { id, kind, message }]);
  setTimeout(() => dismiss(id), shownMs[kind]);
}

export function dismiss(id: number): void {
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
