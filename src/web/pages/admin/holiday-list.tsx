import { Button, CloseButton, Input, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isIsoDate } from '#dids/model/did-rules';
import { date } from '../../i18n/formats';
import classes from './holiday-list.module.css';

interface HolidayListProps {
  /** ISO dates. */
  days: readonly string[];
  error: ReactNode;
  onChange: (days: string[]) => void;
}

/** Days on which a number is closed, each to be removed, and a field for one more. */
export function HolidayList({ days, error, onChange }: HolidayListProps) {
  const { t } = useTranslation('admin');
  const [typed, setTyped] = useState('');
  const label = useId();
  const add = (): void => {
    if (!isIsoDate(typed)) return;
    onChange([...new Set([...days, typed])].sort());
    setTyped('');
  };
  return (
    <Input.Wrapper
      label={t('dids.form.holidays')}
      labelElement="div"
      labelProps={{ id: label }}
      error={error}
    >
      {days.length > 0 && (
        <ul className={classes.days} aria-labelledby={label}>
          {days.map((day) => (
            <li key={day}>
              {shown(day)}
              <CloseButton
                size="sm"
                aria-label={t('dids.form.removeHoliday', { date: shown(day) })}
                onClick={() => onChange(days.filter((other) => other !== day))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={classes.add}>
        <TextInput
          type="date"
          className={classes.day ?? ''}
          aria-label={t('dids.form.holiday')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event: KeyboardEvent) => {
            // It would send the whole form.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" disabled={!isIsoDate(typed)} onClick={add}>
          {t('dids.form.addHoliday')}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

/** A day that does not exist, of an earlier input, is shown as it is. */
function shown(day: string): string {
  // At noon, local: the same day in every time zone of a browser.
  return isIsoDate(day) ? date(`${day}T12:00:00`) : day;
}
