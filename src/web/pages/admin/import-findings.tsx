import { Anchor, Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ignoredColumn, importFields, plainName } from '#orders/model/import-fields';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { count } from '../../i18n/formats';
import { lacksPhones, nothingChosen, rulesWith, wordKey } from './import-choices';
import type { Chosen, Findings } from './import-choices';
import { noticeWord, profileWord } from './imports-data';
import { useManagers } from './managers-data';
import { useReason } from './shop-reason';
import { useChangeOrderRules, useOrderRules } from './order-rules-data';
import type { OrderRules } from './order-rules-data';

export interface ImportFindingsProps {
  findings: Findings;
  /** Nothing was written. */
  dryRun: boolean;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** How a file was read, and what was not understood; what is chosen here the next import reads. */
export function ImportFindings({ findings, dryRun, chosen, onChange }: ImportFindingsProps) {
  const { t } = useTranslation('admin');
  const rules = useOrderRules().data;
  return (
    <Stack data-testid="import-findings">
      <Text size="sm">
        {t('import.findings.profile', { system: t(`import.profiles.${profileWord(findings.profile)}`) })}{' '}
        {findings.pooled > 0 && (
          <>
            {t(dryRun ? 'import.findings.wouldPool' : 'import.findings.pooled', { count: findings.pooled })}{' '}
            {!dryRun && (
              <Anchor component={Link} size="sm" href="/pool">
                {t('import.findings.toPool')}
              </Anchor>
            )}
          </>
        )}
      </Text>
      {lacksPhones(findings) && (
        <Text size="sm" fw={600}>
          {t('import.findings.noPhones')}
        </Text>
      )}
      {rules !== undefined && <Prefix findings={findings} rules={rules} />}
      {rules !== undefined && <Words {...{ findings, rules, chosen, onChange }} />}
      <LeftOut findings={findings} />
      <Noticed findings={findings} />
      {rules !== undefined && <Columns {...{ findings, rules, chosen, onChange }} />}
    </Stack>
  );
}

/** What was put before the order numbers, if later files are not to have the same already. */
function Prefix({ findings: { prefix = '', profile }, rules }: { findings: Findings; rules: OrderRules }) {
  const { t } = useTranslation('admin');
  const save = useChangeOrderRules(() => notify('good', t('saved')));
  if (prefix === '') return null;
  const isKept = (rules.prefixes[profile] ?? '') === prefix;
  const keep = (kept: string): void => save.mutate({ prefixes: { ...rules.prefixes, [profile]: kept } });
  return (
    <Stack gap="xs">
      <Text size="sm">
        {t('import.findings.prefix', { prefix })} {isKept && t('import.findings.prefixKept')}
      </Text>
      {save.isError && <ProblemAlert error={save.error} />}
      <div>
        <Button
          size="xs"
          variant={isKept ? 'default' : 'filled'}
          loading={save.isPending}
          onClick={() => keep(isKept ? '' : prefix)}
        >
          {t(isKept ? 'import.findings.dropPrefix' : 'import.findings.keepPrefix')}
        </Button>
      </div>
    </Stack>
  );
}

/** What a contact in a report is replaced by: several words may be behind it. */
const hiddenWord = '[…]';

interface PartProps {
  findings: Findings;
  rules: OrderRules;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** Words of the shop, each to be given a meaning once. */
function Words({ findings, rules, chosen, onChange }: PartProps) {
  const { words } = findings;
  const { t } = useTranslation('admin');
  const managers = useManagers(false).data ?? [];
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
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {t('import.findings.words')}
      </Title>
      <RowTable<Findings['words'][number]>
        caption={t('import.findings.words')}
        rows={words}
        keyOf={wordKey}
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
              const key = wordKey({ code, word });
              return (
                <NativeSelect
                  size="xs"
                  aria-label={t('import.findings.meaningOf', { word })}
                  data={[{ value: '', label: '–' }, ...data]}
                  value={chosen.words[key] ?? ''}
                  onChange={(event) =>
                    onChange({ ...chosen, words: { ...chosen.words, [key]: event.currentTarget.value } })
                  }
                />
              );
            },
          },
        ]}
      />
      <SaveChoice
        change={rulesWith(rules, findings, { ...nothingChosen, words: chosen.words })}
        onSaved={() => onChange({ ...chosen, words: {} })}
      />
    </Stack>
  );
}

/** Why rows were left out. */
function LeftOut({ findings: { rejected = {} } }: { findings: Findings }) {
  const { t } = useTranslation('admin');
  return <Counted title={t('import.findings.leftOut')} counts={rejected} wordOf={useReason()} />;
}

function Noticed({ findings: { noticed } }: { findings: Findings }) {
  const { t } = useTranslation('admin');
  const wordOf = (code: string): string => t(`import.notice.${noticeWord(code)}`);
  return <Counted title={t('import.findings.noticed')} counts={noticed} wordOf={wordOf} />;
}

interface CountedProps {
  title: string;
  /** By code. */
  counts: Readonly<Record<string, number>>;
  /** Several codes may have one word. */
  wordOf: (code: string) => string;
}

/** Most first; nothing where there is nothing. */
function Counted({ title, counts, wordOf }: CountedProps) {
  const sums = new Map<string, number>();
  for (const [code, times] of Object.entries(counts)) {
    const word = wordOf(code);
    sums.set(word, (sums.get(word) ?? 0) + times);
  }
  if (sums.size === 0) return null;
  return (
    <Stack gap={2}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {[...sums]
        .sort(([, one], [, other]) => other - one)
        .map(([word, times]) => (
          <Text key={word} size="sm">
            {word}: {count(times)}
          </Text>
        ))}
    </Stack>
  );
}

/** What each column is read as; another field may be chosen. */
function Columns({ findings, rules, chosen, onChange }: PartProps) {
  const { t } = useTranslation('admin');
  const { profile, columns } = findings;
  const shown = columns.filter(({ header }) => header !== '');
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
                      ...rules.fields.map(({ id, name: own }) => ({ value: `field:${id}`, label: own })),
                    ]}
                    value={chosen.columns[name] ?? rules.columns[profile]?.[name] ?? field ?? ignoredColumn}
                    onChange={(event) =>
                      onChange({
                        ...chosen,
                        columns: { ...chosen.columns, [name]: event.currentTarget.value },
                      })
                    }
                  />
                );
              },
            },
          ]}
        />
        <SaveChoice
          change={rulesWith(rules, findings, { ...nothingChosen, columns: chosen.columns })}
          onSaved={() => onChange({ ...chosen, columns: {} })}
        />
      </Stack>
    </details>
  );
}

interface SaveChoiceProps {
  /** Null where nothing is chosen. */
  change: ReturnType<typeof rulesWith>;
  onSaved: () => void;
}

function SaveChoice({ change, onSaved }: SaveChoiceProps) {
  const { t } = useTranslation('admin');
  const save = useChangeOrderRules(() => {
    onSaved();
    notify('good', t('saved'));
  });
  return (
    <>
      {save.isError && <ProblemAlert error={save.error} />}
      <div>
        <Button
          size="xs"
          disabled={change === null}
          loading={save.isPending}
          onClick={() => change !== null && save.mutate(change)}
        >
          {t('import.findings.keep')}
        </Button>
      </div>
    </>
  );
}
