import '../../components/overlay-styles';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ru';
import { NativeSelect } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { language } from '../../i18n/languages';
import type { Day, Period, PeriodChoice } from './period';
import { dayOf } from './period';

interface PeriodFieldProps {
  value: PeriodChoice;
  /** The periods to choose from. */
  choices: readonly Period[];
  onChange: (choice: PeriodChoice) => void;
}

/** Chooses a period: a named one, or from one day to another. */
export function PeriodField({ value, choices, onChange }: PeriodFieldProps) {
  const { t } = useTranslation('supervisor');
  const today = dayOf(new Date());
  return (
    <>
      <NativeSelect
        label={t('period.label')}
        data={choices.map((period) => ({ value: period, label: t(`period.${period}`) }))}
        value={value.period}
        onChange={(event) => {
          const period = event.currentTarget.value as Period;
          onChange(
            period === 'custom' ? { period, from: today, to: today } : { period, from: null, to: null },
          );
        }}
      />
      {value.period === 'custom' && (
        <DaysField
          key={`${value.from ?? ''} ${value.to ?? ''}`}
          from={value.from}
          to={value.to}
          today={today}
          onChange={(from, to) => onChange({ period: 'custom', from, to })}
        />
      )}
    </>
  );
}

interface DaysFieldProps {
  from: Day | null;
  to: Day | null;
  today: Day;
  onChange: (from: Day, to: Day) => void;
}

/** While only the first day is chosen, the list does not change. */
function DaysField({ from, to, today, onChange }: DaysFieldProps) {
  const { t } = useTranslation('supervisor');
  const [days, setDays] = useState<[Day | null, Day | null]>([from, to]);
  return (
    <DatePickerInput
      type="range"
      allowSingleDateInRange
      label={t('period.days')}
      // Two dates in one line.
      flex="0 1 17rem"
      leftSection={<IconCalendar size={16} aria-hidden />}
      locale={language()}
      valueFormat="D MMM YYYY"
      maxDate={today}
      value={days}
      onChange={(next) => {
        setDays(next);
        const [first, last] = next;
        if (first !== null && last !== null) onChange(first, last);
      }}
    />
  );
}
