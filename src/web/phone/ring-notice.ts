import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePagePhone } from './use-page-phone';

/** To be called in a gesture of the user: browsers ask nobody otherwise. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission().catch(() => undefined);
}

/**
 * Says on the machine's desktop what a hidden page cannot show: that it rings, and that nobody is on duty any more. Neither a
 * name nor a number: others may see the screen.
 */
export function useRingNotice(): void {
  const { t } = useTranslation('phone');
  const { call, fault } = usePagePhone();
  const rings = call?.stage === 'ringing';
  const isOver =
    fault !== null && typeof fault === 'object' && 'end' in fault && fault.end === 'session-ended';
  const words = rings ? t('ringing') : isOver ? t('fault.end.session-ended') : null;
  useEffect(() => {
    if (words === null || !document.hidden || !('Notification' in window)) return undefined;
    if (Notification.permission !== 'granted') return undefined;
    const notice = new Notification('Star7', { body: words, tag: 'star7-phone', requireInteraction: true });
    notice.onclick = () => window.focus();
    // It rings no more. That duty has ended is still so when the page is gone.
    return rings ? () => notice.close() : undefined;
  }, [words, rings]);
}
