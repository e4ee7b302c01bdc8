import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../i18n/formats';
import type { Settings } from './settings-data';

interface SettingNoteProps {
  setting: Pick<Settings[keyof Settings], 'default' | 'changedAt' | 'changedBy'>;
  shown: (value: unknown) => string;
  /** Whether the field holds the installed default. */
  isStandard: boolean;
  onStandard: () => void;
}

/** Who changed a setting and when, and a link back to the default. */
export function SettingNote({ setting, shown, isStandard, onStandard }: SettingNoteProps) {
  const { t } = useTranslation('admin');
  const { changedAt, changedBy } = setting;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {changedAt !== null &&
        `${t('settings.changedBy', { time: dateTime(changedAt), by: nameOf(changedBy) })}. `}
      {!isStandard && (
        <Anchor component="button" type="button" size="xs" onClick={onStandard}>
          {t('settings.backToStandard', { value: shown(setting.default) })}
        </Anchor>
      )}
    </Text>
  );
}

/** `account:anna` as `anna`. */
function nameOf(actor: string | null): string {
  return (actor ?? '').replace(/^account:/, '');
}
