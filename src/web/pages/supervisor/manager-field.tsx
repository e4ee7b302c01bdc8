import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { byExtension } from './board-state';
import { usePeople } from './people';

interface ManagerFieldProps {
  /** An extension; null for all managers. */
  value: string | null;
  onChange: (extension: string | null) => void;
}

export function ManagerField({ value, onChange }: ManagerFieldProps) {
  const { t } = useTranslation('supervisor');
  const people = [...usePeople()].sort(byExtension);
  // A former manager, in an old link.
  const unknown = value !== null && !people.some(({ extension }) => extension === value) ? [value] : [];
  return (
    <NativeSelect
      label={t('manager')}
      data={[
        { value: '', label: t('any') },
        ...unknown.map((extension) => ({ value: extension, label: extension })),
        ...people.map(({ extension, name }) => ({
          value: extension,
          label: t('managerOf', { name, extension }),
        })),
      ]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
