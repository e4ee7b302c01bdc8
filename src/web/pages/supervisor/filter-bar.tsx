import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  /** Whether any filter is set. */
  filtered: boolean;
  onClear: () => void;
  children: ReactNode;
}

/** The filters of a list, in a row that wraps. */
export function FilterBar({ filtered, onClear, children }: FilterBarProps) {
  const { t } = useTranslation('supervisor');
  return (
    <section className={classes.bar} aria-label={t('filters')}>
      {children}
      {filtered && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </section>
  );
}
