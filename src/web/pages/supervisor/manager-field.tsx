import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useManagerOptions } from './people';

interface ManagerFieldProps {
  /** An extension; null for all managers. */
  value: string | null;
  onChange: (extension: string | null) => void;
}

export function ManagerField({ value, onChange }: ManagerFieldProps) {
  const { t } = useTranslation('supervisor');
  const managers = useManagerOptions();
  // A former manager, in an old link.
  const unknown = value !== null && !managers.some((manager) => manager.value === value) ? [value] : [];
  return (
    <NativeSelect
      label={t('manager')}
      data={[
        { value: '', label: t('any') },
        ...unknown.map((extension) => ({ value: extension, label: extension })),
        ...managers,
      ]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
