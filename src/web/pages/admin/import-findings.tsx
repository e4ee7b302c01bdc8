import { Anchor, Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ignoredColumn, importFields, plainName } from '#orders/model/import-fields';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { count } from '../../i18n/formats';
import type { Import } from './imports-data';
import { noticeWord, profileWord } from './imports-data';
import { useManagers } from './managers-data';
import { useChangeOrderRules, useOrderRules } from './order-rules-data';
import type { OrderRules } from './order-rules-data';

type Findings = NonNullable<Import['findings']>;

/** How a file was read, and what was not understood; what is chosen here is kept, and the next import reads it. */
export function ImportFindings({ findings }: { findings: Findings }) {
  const { t } = useTranslation('admin');
  const rules = useOrderRules().data;
  return (
    <Stack data-testid="import-findings">
      <Text size="sm">
        {t('import.findings.profile', { system: t(`import.profiles.${profileWord(findings.profile)}`) })}{' '}
        {findings.pooled > 0 && (
          <>
            {t('import.findings.pooled', { count: findings.pooled })}{' '}
            <Anchor component={Link} size="sm" href="/pool">
              {t('import.findings.toPool')}
            </Anchor>
          </>
        )}
      </Text>
      {rules !== undefined && <Words findings={findings} rules={rules} />}
      <Noticed findings={findings} />
      {rules !== undefined && <Columns findings={findings} rules={rules} />}
    </Stack>
  );
}

/** What a contact in a report is replaced by: several words may be behind it. */
const hiddenWord = '[…]';

/** Words of the shop, each to be given a meaning once. */
function Words({ findings: { words }, rules }: { findings: Findings; rules: OrderRules }) {
  const { t } = useTranslation('admin');
  const managers = useManagers(false).data ?? [];
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const save = useChangeOrderRules(() => {
    setChosen({});
    notify('good', t('saved'));
  });
  if (words.length === 0) return null;
  const options = (code: string): Array<{ value: string; label: string }> => {
    if (code === 'status-unknown') {
      return (['open', 'closed', 'cancelled'] as const).map((status) => ({
        value: status,
        label: t(`import.findings.status.${status}`),
      }));
    }
    return code === 'manager-unknown'
      ? managers.map(({ extension, name }) => ({ value: extension, label: `${name} (${extension})` }))
      : [];
  };
  const keep = (): void => {
    const of = (code: string): Record<string, string> =>
      Object.fromEntries(
        words
          .filter((each) => each.code === code && (chosen[`${code} ${each.word}`] ?? '') !== '')
          .map((each) => [each.word.toLowerCase(), chosen[`${code} ${each.word}`] ?? '']),
      );
    const { assignment } = rules;
    save.mutate({
      statuses: { ...rules.statuses, ...(of('status-unknown') as OrderRules['statuses']) },
      assignment: { ...assignment, aliases: { ...assignment.aliases, ...of('manager-unknown') } },
    });
  };
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {t('import.findings.words')}
      </Title>
      <RowTable<Findings['words'][number]>
        caption={t('import.findings.words')}
        rows={words}
        keyOf={({ code, word }) => `${code} ${word}`}
        columns={[
          { key: 'word', header: t('import.findings.word'), names: true, cell: ({ word }) => word },
          {
            key: 'code',
            header: t('import.findings.what'),
            cell: ({ code }) => t(`import.notice.${noticeWord(code)}`),
          },
          { key: 'rows', header: t('import.rowsRead'), numeric: true, cell: ({ rows }) => count(rows) },
          {
            key: 'means',
            header: t('import.findings.means'),
            cell: ({ code, word }) => {
              const data = options(code);
              if (data.length === 0) return null;
              if (word === hiddenWord) {
                return (
                  <Anchor component={Link} size="xs" href="/order-rules">
                    {t('import.findings.hiddenWord')}
                  </Anchor>
                );
              }
              const key = `${code} ${word}`;
              return (
                <NativeSelect
                  size="xs"
                  aria-label={t('import.findings.meaningOf', { word })}
                  data={[{ value: '', label: '–' }, ...data]}
                  value={chosen[key] ?? ''}
                  onChange={(event) => setChosen({ ...chosen, [key]: event.currentTarget.value })}
                />
              );
            },
          },
        ]}
      />
      <SaveChoice disabled={Object.values(chosen).every((each) => each === '')} save={save} onSave={keep} />
    </Stack>
  );
}

function Noticed({ findings: { noticed } }: { findings: Findings }) {
  const { t } = useTranslation('admin');
  const entries = Object.entries(noticed).sort(([, one], [, other]) => other - one);
  if (entries.length === 0) return null;
  return (
    <Stack gap={2}>
      <Title order={3} size="h6">
        {t('import.findings.noticed')}
      </Title>
      {entries.map(([code, cells]) => (
        <Text key={code} size="sm">
          {t(`import.notice.${noticeWord(code)}`)}: {count(cells)}
        </Text>
      ))}
    </Stack>
  );
}

/** What each column is read as; another field may be chosen. */
function Columns({ findings: { profile, columns }, rules }: { findings: Findings; rules: OrderRules }) {
  const { t } = useTranslation('admin');
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const save = useChangeOrderRules(() => notify('good', t('saved')));
  const shown = columns.filter(({ header }) => header !== '');
  const keep = (): void =>
    save.mutate({ columns: { ...rules.columns, [profile]: { ...rules.columns[profile], ...chosen } } });
  return (
    <details>
      <Text component="summary" size="sm" c="var(--mantine-color-anchor)" style={{ cursor: 'pointer' }}>
        {t('import.findings.columns', { count: shown.length })}
      </Text>
      <Stack gap="xs" mt="xs">
        <RowTable<Findings['columns'][number]>
          caption={t('import.findings.columnsAbout')}
          rows={shown}
          keyOf={({ header }) => shown.findIndex((each) => each.header === header)}
          columns={[
            { key: 'header', header: t('import.findings.column'), names: true, cell: ({ header }) => header },
            {
              key: 'field',
              header: t('import.findings.field'),
              cell: ({ header, field }) => {
                const name = plainName(header);
                return (
                  <NativeSelect
                    size="xs"
                    aria-label={t('import.findings.fieldOf', { column: header })}
                    data={[
                      { value: ignoredColumn, label: t('import.findings.notNeeded') },
                      ...importFields.map((each) => ({ value: each, label: t(`import.fields.${each}`) })),
                    ]}
                    value={chosen[name] ?? rules.columns[profile]?.[name] ?? field ?? ignoredColumn}
                    onChange={(event) => setChosen({ ...chosen, [name]: event.currentTarget.value })}
                  />
                );
              },
            },
          ]}
        />
        <SaveChoice disabled={Object.keys(chosen).length === 0} save={save} onSave={keep} />
      </Stack>
    </details>
  );
}

interface SaveChoiceProps {
  disabled: boolean;
  save: ReturnType<typeof useChangeOrderRules>;
  onSave: () => void;
}

function SaveChoice({ disabled, save, onSave }: SaveChoiceProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      {save.isError && <ProblemAlert error={save.error} />}
      <div>
        <Button size="xs" disabled={disabled} loading={save.isPending} onClick={onSave}>
          {t('import.findings.keep')}
        </Button>
      </div>
    </>
  );
}
