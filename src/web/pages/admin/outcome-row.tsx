import { languages } from '#kernel/language';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import { longestDelayMinutes, longestLabel } from '#orders/model/outcome-rules';
import { ActionIcon, Checkbox, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../api/types';
import { language } from '../../i18n/languages';
import classes from './admin.module.css';
import type { MovesTo, OutcomeFault } from './outcome-list';
import { movesTo, withMovesTo } from './outcome-list';

interface OutcomeRowProps {
  outcome: Outcome;
  position: number;
  last: boolean;
  opened: boolean;
  faults: Record<string, OutcomeFault>;
  onToggle: () => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onChange: (outcome: Outcome) => void;
}

/** One outcome: its name and effect in a line, and its fields when it is opened. */
export function OutcomeRow(props: OutcomeRowProps) {
  const { t } = useTranslation('admin');
  const { outcome, position, last, opened, faults, onToggle, onMove, onRemove } = props;
  const name = outcome.label[language()].trim() || t('settings.outcomes.new');
  return (
    <li className={classes.outcome} data-faulty={Object.keys(faults).length > 0 || undefined}>
      <div className={classes.outcomeHead}>
        <Text c="dimmed" size="sm" w={20}>
          {position + 1}
        </Text>
        <div className={classes.outcomeName}>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            <Does outcome={outcome} />
          </Text>
        </div>
        <ActionIcon.Group>
          <RowButton
            label={t('settings.outcomes.up', { name })}
            icon={IconArrowUp}
            disabled={position === 0}
            onClick={() => onMove(position - 1)}
          />
          <RowButton
            label={t('settings.outcomes.down', { name })}
            icon={IconArrowDown}
            disabled={last}
            onClick={() => onMove(position + 1)}
          />
          <RowButton
            label={t('settings.outcomes.edit', { name })}
            icon={IconPencil}
            expanded={opened}
            onClick={onToggle}
          />
          <RowButton label={t('settings.outcomes.remove', { name })} icon={IconTrash} onClick={onRemove} />
        </ActionIcon.Group>
      </div>
      {opened && <Fields {...props} />}
    </li>
  );
}

interface RowButtonProps {
  label: string;
  icon: typeof IconTrash;
  disabled?: boolean;
  expanded?: boolean;
  onClick: () => void;
}

function RowButton({ label, icon: Icon, disabled = false, expanded, onClick }: RowButtonProps) {
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      title={label}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

function Does({ outcome: { movesTo: target, asksTime, delayMinutes, doNotCall } }: { outcome: Outcome }) {
  const { t } = useTranslation('admin');
  return [
    `${t('settings.outcomes.movesTo')} ${t(`settings.outcomes.${target}`)}`,
    ...(asksTime ? [t('settings.outcomes.asked')] : []),
    ...(delayMinutes === null ? [] : [t('settings.outcomes.delayText', { count: delayMinutes })]),
    ...(doNotCall ? [t('settings.outcomes.doNotCall')] : []),
  ].join(' · ');
}

function Fields({ outcome, faults, onChange }: OutcomeRowProps) {
  const { t } = useTranslation('admin');
  const error = (field: string): string | null => {
    const fault = faults[field];
    return fault === undefined ? null : t(`settings.outcomes.faults.${fault}`);
  };
  return (
    <Stack gap="sm" mt="sm">
      <div className={classes.pair}>
        {languages.map((of) => (
          <TextInput
            key={of}
            label={t(`settings.outcomes.${of}`)}
            lang={of}
            required
            maxLength={longestLabel}
            value={outcome.label[of]}
            error={error(`label.${of}`)}
            onChange={(event) =>
              onChange({ ...outcome, label: { ...outcome.label, [of]: event.currentTarget.value } })
            }
          />
        ))}
        <NativeSelect
          label={t('settings.outcomes.movesTo')}
          data={movesTo.map((value) => ({ value, label: t(`settings.outcomes.${value}`) }))}
          value={outcome.movesTo}
          onChange={(event) => onChange(withMovesTo(outcome, event.currentTarget.value as MovesTo))}
        />
        {outcome.movesTo === 'later' && (
          <NativeSelect
            label={t('settings.outcomes.asksTime')}
            data={[
              { value: 'asked', label: t('settings.outcomes.asked') },
              { value: 'delay', label: t('settings.outcomes.delay') },
            ]}
            value={outcome.asksTime ? 'asked' : 'delay'}
            onChange={(event) =>
              onChange(withMovesTo({ ...outcome, asksTime: event.currentTarget.value === 'asked' }, 'later'))
            }
          />
        )}
        {outcome.movesTo === 'later' && !outcome.asksTime && (
          <NumberInput
            label={t('settings.outcomes.delayMinutes')}
            min={1}
            max={longestDelayMinutes}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            hideControls
            value={outcome.delayMinutes ?? ''}
            error={error('delayMinutes')}
            onChange={(value) =>
              onChange({ ...outcome, delayMinutes: typeof value === 'number' ? value : null })
            }
          />
        )}
      </div>
      {outcome.movesTo === 'done' && (
        <Checkbox
          label={t('settings.outcomes.doNotCall')}
          checked={outcome.doNotCall}
          onChange={(event) => onChange({ ...outcome, doNotCall: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
