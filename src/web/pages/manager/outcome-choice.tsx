import { Kbd, Text } from '@mantine/core';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../api/types';
import { language } from '../../i18n/languages';
import classes from './outcome-choice.module.css';

interface OutcomeChoiceProps {
  outcomes: Outcome[];
  chosen: string | null;
  /** One that Star7 expects; null for none. */
  offered: string | null;
  /**
   * Called when a tile is chosen, or chosen again to clear it.
   * @param byPointer not by the arrow keys, which only pass over tiles
   */
  onChoose: (slug: string, byPointer: boolean) => void;
  /** Whether the order does not take an outcome. */
  refuses: (outcome: Outcome) => boolean;
  error: string | null;
}

/** Radio buttons drawn as tiles, each with its number key. */
export function OutcomeChoice({ outcomes, chosen, offered, onChoose, refuses, error }: OutcomeChoiceProps) {
  const { t } = useTranslation('manager');
  const name = useId();
  const errorId = useId();
  // The input's click event cannot tell: arrow keys and labels cause one as well.
  const byPointer = useRef(false);
  return (
    <div
      role="radiogroup"
      aria-label={t('wrapUp.outcome')}
      aria-describedby={error === null ? undefined : errorId}
      aria-invalid={error !== null}
      onPointerDown={() => (byPointer.current = true)}
      onKeyDown={() => (byPointer.current = false)}
    >
      <div className={classes.tiles}>
        {outcomes.map((outcome, index) => {
          const { slug, label, movesTo, doNotCall } = outcome;
          return (
            <label
              key={slug}
              className={classes.tile}
              data-tone={doNotCall ? 'bad' : movesTo}
              data-offered={slug === offered || undefined}
            >
              <input
                className={classes.input}
                type="radio"
                name={name}
                value={slug}
                checked={slug === chosen}
                // One that is chosen already can be taken back.
                disabled={slug !== chosen && refuses(outcome)}
                onChange={() => onChoose(slug, byPointer.current)}
                onClick={() => {
                  if (slug === chosen) onChoose(slug, byPointer.current);
                }}
              />
              {index < 9 && (
                <Kbd size="xs" aria-hidden>
                  {index + 1}
                </Kbd>
              )}
              <span>
                {label[language()]}
                {slug === offered && <span className={classes.offered}> {t('wrapUp.offered')}</span>}
              </span>
            </label>
          );
        })}
      </div>
      {error !== null && (
        <Text id={errorId} c="var(--mantine-color-error)" size="sm" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
