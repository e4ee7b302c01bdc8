import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { relative } from '../../i18n/formats';
import { useMinute } from '../../live/use-now';

interface AccountStateProps {
  account: {
    mustChangePassword: boolean;
    totp: boolean;
    lastSeenAt: string | null;
  } | null;
}

/** The state of an account in a few words. */
export function AccountState({ account }: AccountStateProps) {
  const { t } = useTranslation('admin');
  const now = useMinute();
  if (account === null) {
    return (
      <Text span size="sm" c="dimmed">
        {t('account.none')}
      </Text>
    );
  }
  const { mustChangePassword, totp, lastSeenAt } = account;
  const words = [
    ...(mustChangePassword ? [t('account.mustChange')] : []),
    ...(totp ? [t('account.totp')] : []),
    ...(lastSeenAt !== null
      ? [t('account.lastSeen', { time: relative(lastSeenAt, now) })]
      : mustChangePassword
        ? []
        : [t('account.neverSeen')]),
  ];
  return (
    <Text span size="sm">
      {words.join(', ')}
    </Text>
  );
}
