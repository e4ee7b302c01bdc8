import { IconHeadset, IconHeadsetOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './phone.module.css';
import { pagePhone } from './page-phone';
import { askForNotices } from './ring-notice';
import { usePagePhone } from './use-page-phone';

/** Whether calls ring in this page or at the desk phone. */
export function DutySwitch() {
  const { t } = useTranslation('phone');
  const { duty } = usePagePhone();
  const on = duty === 'ready' || duty === 'reconnecting';
  const Icon = on ? IconHeadset : IconHeadsetOff;
  const press = (): void => {
    if (on) void pagePhone.goOffDuty();
    else {
      askForNotices();
      void pagePhone.goOnDuty(duty === 'elsewhere');
    }
  };
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={t('duty.label')}
      title={t(`duty.explained.${duty}`)}
      disabled={duty === 'starting'}
      className={classes.duty}
      data-duty={duty}
      data-testid="duty"
      onClick={press}
    >
      <Icon size={18} aria-hidden />
      <span role="status">{t(`duty.${duty}`)}</span>
    </button>
  );
}
