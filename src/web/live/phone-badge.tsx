import { IconPhone, IconPhoneCall, IconPhoneOff, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePhone } from './live';
import type { Phone } from './live-store';
import classes from './phone-badge.module.css';

export type PhoneWord = 'ready' | 'busy' | 'off' | 'unknown';

export function phoneWord(phone: Phone | undefined): PhoneWord {
  if (phone === undefined || phone.registered === 'unknown') return 'unknown';
  if (!phone.registered) return 'off';
  return phone.inUse === true ? 'busy' : 'ready';
}

const icons = { ready: IconPhone, busy: IconPhoneCall, off: IconPhoneOff, unknown: IconHelpCircle };

/** The user's own phone: whether it can ring, and what to do where it cannot. */
export function PhoneBadge({ extension }: { extension: string }) {
  const { t } = useTranslation();
  const word = phoneWord(usePhone(extension));
  const Icon = icons[word];
  return (
    <span
      className={classes.badge}
      data-state={word}
      data-testid="phone-state"
      title={t(`phone.explained.${word}`)}
    >
      <Icon size={18} aria-hidden />
      <span className={classes.extension}>{extension}</span>
      <span role="status" aria-label={t(`phone.explained.${word}`)}>
        {t(`phone.${word}`)}
      </span>
    </span>
  );
}
