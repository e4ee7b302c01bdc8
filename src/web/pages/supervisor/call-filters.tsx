import { directions } from '#calls/model/call-record';
import type { Direction } from '#calls/model/call-record';
import type { Ender } from '#calls/model/ender';
import { enders } from '#calls/model/ender';
import type { Disposition } from '#calls/model/disposition';
import { dispositions } from '#calls/model/disposition';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallFilter } from './call-filter';
import { everyCall } from './call-filter';
import { FilterBar } from './filter-bar';
import { LateTextField } from './late-text-field';
import { ManagerField } from './manager-field';
import { periods } from './period';
import { PeriodField } from './period-field';

interface CallFiltersProps {
  filter: CallFilter;
  filtered: boolean;
  onChange: (filter: CallFilter) => void;
}

export function CallFilters({ filter, filtered, onChange }: CallFiltersProps) {
  const { t } = useTranslation('supervisor');
  const any = { value: '', label: t('any') };
  return (
    <FilterBar filtered={filtered} onClear={() => onChange(everyCall)}>
      <PeriodField
        value={filter}
        choices={periods}
        onChange={(period) => onChange({ ...filter, ...period })}
      />
      <ManagerField value={filter.extension} onChange={(extension) => onChange({ ...filter, extension })} />
      <NativeSelect
        label={t('calls.direction')}
        data={[any, ...directions.map((value) => ({ value, label: t(`direction.${value}`) }))]}
        value={filter.direction ?? ''}
        onChange={(event) =>
          onChange({ ...filter, direction: (event.currentTarget.value || null) as Direction | null })
        }
      />
      <NativeSelect
        label={t('calls.result')}
        data={[any, ...dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))]}
        value={filter.disposition ?? ''}
        onChange={(event) =>
          onChange({ ...filter, disposition: (event.currentTarget.value || null) as Disposition | null })
        }
      />
      <NativeSelect
        label={t('calls.endedBy')}
        data={[any, ...enders.map((value) => ({ value, label: t(`ender.${value}`) }))]}
        value={filter.hungUpBy ?? ''}
        onChange={(event) =>
          onChange({ ...filter, hungUpBy: (event.currentTarget.value || null) as Ender | null })
        }
      />
      <LateTextField
        label={t('calls.orderNumber')}
        value={filter.orderNumber}
        maxLength={64}
        onChange={(orderNumber) => onChange({ ...filter, orderNumber })}
      />
    </FilterBar>
  );
}
