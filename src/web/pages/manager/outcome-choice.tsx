import { Kbd, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../api/types';
import { language } from '../../i18n/languages';
import classes from './outcome-choice.module.css';

interface OutcomeChoiceProps {
  outcomes: Outcome[];
  chosen: string | null;
  onChoose: (slug: string) => void;
  error: string | null;
}

/** Radio buttons in the form of tiles, each with its number key. */
export function OutcomeChoice({ outcomes, chosen, onChoose, error }: OutcomeChoiceProps) {
  const { t } = useTranslation('manager');
  const name = useId();
  const errorId = useId();
  return (
    <div
      role="radiogroup"
      aria-label={t('wrapUp.outcome')}
      aria-describedby={error === null ? undefined : errorId}
      aria-invalid={error !== null}
    >
      <div className={classes.tiles}>
        {outcomes.map(({ slug, label, movesTo, doNotCall }, index) => (
          <label key={slug} className={classes.tile} data-tone={doNotCall ? 'bad' : movesTo}>
            <input
              className={classes.input}
              type="radio"
              name={name}
              value={slug}
              checked={slug === chosen}
              onChange={() => onChoose(slug)}
            />
            {index < 9 && (
              <Kbd size="xs" aria-hidden>
                {index + 1}
              </Kbd>
            )}
            <span>{label[language()]}</span>
          </label>
        ))}
      </div>
      {error !== null && (
        <Text id={errorId} c="var(--mantine-color-error)" size="sm" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
