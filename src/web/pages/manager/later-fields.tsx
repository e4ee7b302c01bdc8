import { Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { laterChoices, laterTime, localText } from './later-times';
import type { OrderDraft } from './order-draft';
import classes from './outcome-choice.module.css';

interface LaterFieldsProps {
  draft: OrderDraft;
  change: (change: Partial<OrderDraft>) => void;
  error: string | null;
}

/** When to call again: by a common choice, or to the minute. */
export function LaterFields({ draft, change, error }: LaterFieldsProps) {
  const { t } = useTranslation('manager');
  const name = useId();
  const errorId = useId();
  const now = Date.now();
  const offered = laterChoices.filter((choice) => choice === 'exactly' || laterTime(choice, now) !== null);
  return (
    <div
      role="radiogroup"
      aria-label={t('wrapUp.when')}
      aria-describedby={error === null ? undefined : errorId}
      aria-invalid={error !== null}
    >
      <Text size="sm" fw={500} mb={4} aria-hidden>
        {t('wrapUp.when')}
      </Text>
      <div className={classes.tiles}>
        {offered.map((choice) => (
          <label key={choice} className={classes.tile}>
            <input
              className={classes.input}
              type="radio"
              name={name}
              value={choice}
              checked={draft.later === choice}
              onChange={() => {
                const at = laterTime(choice, Date.now());
                change({ later: choice, ...(at === null ? {} : { laterAt: localText(at) }) });
              }}
            />
            <span>{t(`wrapUp.later.${choice}`)}</span>
          </label>
        ))}
      </div>
      {draft.later === 'exactly' && (
        <TextInput
          mt="xs"
          type="datetime-local"
          label={t('wrapUp.exactly')}
          value={draft.laterAt}
          min={localText(new Date(now))}
          onChange={(event) => change({ laterAt: event.currentTarget.value })}
        />
      )}
      {error !== null && (
        <Text id={errorId} c="var(--mantine-color-error)" size="sm" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
