import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOfDay } from '../i18n/formats';
import { usePresence } from '../live/live';
import classes from './phone.module.css';
import { ReachModal } from './reach-modal';

/** Where the manager's calls ring; and until when the manager is away. */
export function ReachButton({ extension }: { extension: string }) {
  const { t } = useTranslation('phone');
  const [opened, setOpened] = useState(false);
  const until = usePresence(extension)?.awayUntil ?? null;
  return (
    <>
      <button
        type="button"
        className={classes.reach}
        aria-label={t('reach.title')}
        aria-haspopup="dialog"
        title={t('reach.title')}
        data-testid="reach"
        onClick={() => setOpened(true)}
      >
        <IconMapPin size={18} aria-hidden />
        {until !== null && <span>{t('reach.until', { time: timeOfDay(until) })}</span>}
      </button>
      {opened && <ReachModal extension={extension} onClose={() => setOpened(false)} />}
    </>
  );
}
