import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemText } from '../api/api-problem';
import { api, take } from '../api/client';
import { notify } from '../app/notify';
import { useSession } from '../app/session';
import { useLiveStore, usePresence } from './live';
import classes from './presence-switch.module.css';

/** Whether the user takes inbound calls or has a break. On a break the user still places calls. */
export function PresenceSwitch({ extension }: { extension: string }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const store = useLiveStore();
  const away = usePresence(extension)?.away ?? session.awaySince !== null;
  const change = useMutation({
    mutationFn: (next: boolean) => take(api.PUT('/api/me/presence', { body: { away: next } })),
    onSuccess: store.takePresence,
    onError: (error) => notify('bad', problemText(error)),
  });
  const word = away ? 'away' : 'here';
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!away}
      aria-label={t('presence.here')}
      title={t(`presence.explained.${word}`)}
      className={classes.switch}
      data-away={away || undefined}
      data-testid="presence"
      onClick={() => {
        if (!change.isPending) change.mutate(!away);
      }}
    >
      <span>{t(`presence.${word}`)}</span>
    </button>
  );
}
