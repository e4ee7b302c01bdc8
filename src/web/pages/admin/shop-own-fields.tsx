import { Fieldset, Stack, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { longestName } from '#connectors/model/connector-rules';
import { useOrderRules } from './order-rules-data';

interface OwnFieldsProps {
  /** By the id of a field of the site: its name in the shop. */
  names: Readonly<Record<string, string>>;
  /** Names that a try has found. */
  found: readonly string[];
  onChange: (names: Record<string, string>) => void;
}

/** For each field of the site, the shop's own field that fills it. Nothing where the site has none. */
export function OwnFields({ names, found, onChange }: OwnFieldsProps) {
  const { t } = useTranslation('admin');
  const list = useId();
  const fields = useOrderRules().data?.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <Fieldset legend={t('shops.form.ownFields')}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t('shops.form.ownFieldsHint')}
        </Text>
        {fields.map(({ id, name }) => (
          <TextInput
            key={id}
            label={name}
            list={list}
            maxLength={longestName}
            autoComplete="off"
            spellCheck={false}
            value={names[id] ?? ''}
            onChange={(event) => onChange({ ...names, [id]: event.currentTarget.value })}
          />
        ))}
        <datalist id={list}>
          {found.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </Stack>
    </Fieldset>
  );
}
