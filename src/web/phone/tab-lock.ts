/** Held by the tab that is the phone; another tab may take it. */
const phoneLock = 'star7-phone';
/** Held by it as well, until its call has ended: a tab that takes over waits for that. */
const callLock = 'star7-phone-call';
const longestWaitMs = 1000;

/** Whether another tab of this browser is the phone. */
export async function isPhoneElsewhere(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === phoneLock);
}

/**
 * Makes this tab the phone of this browser (Web Locks).
 * @param takeOver whether it takes the lock from another tab
 * @param onTaken another tab has taken it; its promise is the end of what this tab has still to do
 * @returns gives the lock back; null where another tab has it
 */
export async function becomePhone(
  takeOver: boolean,
  onTaken: () => Promise<void>,
): Promise<(() => void) | null> {
  const phone = await hold(phoneLock, takeOver ? { steal: true } : { ifAvailable: true }, () => {
    void onTaken().finally(() => call?.());
  });
  if (phone === null) return null;
  const call = await hold(callLock, { signal: AbortSignal.timeout(longestWaitMs) });
  return () => {
    phone();
    call?.();
  };
}

/** @returns releases it; null where it could not be had */
function hold(
  name: string,
  options: LockOptions,
  onStolen: () => void = () => undefined,
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let isHeld = false;
    navigator.locks
      .request(name, options, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        isHeld = true;
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => {
        if (isHeld) onStolen();
        else resolve(null);
      });
  });
}
