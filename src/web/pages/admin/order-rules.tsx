import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { Badge, Button, CloseButton, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostAssignmentRules } from '#orders/model/assignment';
import { siteFieldFaults } from '#orders/model/site-fields';
import type { SiteField } from '#orders/model/site-fields';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { aliasesOf, aliasLines } from './alias-lines';
import { NumberedForm } from './numbered-form';
import { useChangeOrderRules, useOrderRules } from './order-rules-data';
import type { OrderRules } from './order-rules-data';
import { Heading } from './rules-form';
import { SiteFieldsEditor, tidyFields } from './site-fields-editor';

type Rule = OrderRules['assignment']['rules'][number];

/** Whose new orders are, and what managers see of an order. */
export function OrderRulesPage() {
  const { t } = useTranslation('admin');
  return (
    <PageFrame title={t('orderRules.title')}>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('orderRules.about')}
      </Text>
      <Asked query={useOrderRules()}>{(rules) => <Editor key={JSON.stringify(rules)} saved={rules} />}</Asked>
    </PageFrame>
  );
}

function Editor({ saved }: { saved: OrderRules }) {
  const { t } = useTranslation('admin');
  const [rules, setRules] = useState<Rule[]>(saved.assignment.rules);
  const [earlier, setEarlier] = useState(saved.assignment.earlierManagerFirst);
  const [address, setAddress] = useState(saved.page.managersSeeAddress);
  const [hosts, setHosts] = useState<string[]>(saved.page.shopHosts);
  const [checks, setChecks] = useState(saved.checklist.join('\n'));
  const [fields, setFields] = useState<SiteField[]>(saved.fields);
  const [areFieldsWrong, setFieldsWrong] = useState(false);
  const [statuses, setStatuses] = useState(saved.statuses);
  const [words, setWords] = useState(aliasLines(saved.assignment.aliases));
  const aliases = aliasesOf(words);
  const save = useChangeOrderRules(() => notify('good', t('saved')));
  const change = (nth: number, rule: Rule): void =>
    setRules(rules.map((each, at) => (at === nth ? rule : each)));
  const submit = (): void => {
    const tidy = tidyFields(fields);
    const isWrong = tidy.some(({ name }) => name === '') || siteFieldFaults(tidy).length > 0;
    setFieldsWrong(isWrong);
    if (isWrong) return;
    if (aliases === null) return;
    save.mutate({
      assignment: { rules, earlierManagerFirst: earlier, aliases },
      page: { managersSeeAddress: address, shopHosts: hosts.map((host) => host.toLowerCase()) },
      checklist: linesOf(checks),
      fields: tidy,
      statuses,
    });
  };
  return (
    <Stack maw={720}>
      <Switch
        label={t('orderRules.address')}
        checked={address}
        onChange={(event) => setAddress(event.currentTarget.checked)}
      />
      <Switch
        label={t('orderRules.earlier')}
        checked={earlier}
        onChange={(event) => setEarlier(event.currentTarget.checked)}
      />
      <ListField
        label={t('orderRules.hosts')}
        hint={t('orderRules.hostsHint')}
        value={hosts}
        onChange={setHosts}
      />
      <Heading title={t('orderRules.rules')} text={t('orderRules.rulesAbout')} />
      {rules.map((rule, nth) => (
        <RuleFields
          key={nth}
          nth={nth + 1}
          rule={rule}
          onChange={(next) => change(nth, next)}
          onRemove={() => setRules(rules.filter((_each, at) => at !== nth))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={rules.length >= mostAssignmentRules}
          onClick={() => setRules([...rules, { managers: [] }])}
        >
          {t('orderRules.add')}
        </Button>
      </div>
      <Textarea
        label={t('orderRules.aliases')}
        description={t('orderRules.aliasesHint')}
        rows={3}
        value={words}
        error={aliases === null && t('orderRules.aliasesWrong')}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {Object.keys(statuses).length > 0 && (
        <Statuses statuses={statuses} onForget={(word) => setStatuses(without(statuses, word))} />
      )}
      <Heading title={t('orderRules.checklist')} text={t('orderRules.checklistAbout')} />
      <Textarea
        label={t('orderRules.checklistLabel')}
        rows={4}
        value={checks}
        onChange={(event) => setChecks(event.currentTarget.value)}
      />
      <SiteFieldsEditor fields={fields} onChange={setFields} />
      {areFieldsWrong && (
        <Text size="sm" c="var(--star7-bad)" role="alert">
          {t('orderRules.fieldsWrong')}
        </Text>
      )}
      {save.isError && <ProblemAlert error={save.error} />}
      <div>
        <Button loading={save.isPending} onClick={submit}>
          {t('save')}
        </Button>
      </div>
    </Stack>
  );
}

interface RuleFieldsProps {
  nth: number;
  rule: Rule;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

function RuleFields({ nth, rule, onChange, onRemove }: RuleFieldsProps) {
  const { t } = useTranslation('admin');
  const words = (key: 'places' | 'items' | 'sources') => (
    <ListField
      key={key}
      label={t(`orderRules.${key}`)}
      hint={t('orderRules.wordsHint')}
      value={rule[key] ?? []}
      onChange={(list) => onChange({ ...rule, [key]: list })}
    />
  );
  const amount = (key: 'minAmount' | 'maxAmount') => (
    <TextInput
      key={key}
      label={t(`orderRules.${key}`)}
      inputMode="decimal"
      value={rule[key] ?? ''}
      onChange={(event) => onChange(withAmount(rule, key, event.currentTarget.value))}
    />
  );
  return (
    <NumberedForm title={t('orderRules.rule', { nth })} remove={t('orderRules.remove')} onRemove={onRemove}>
      <Group grow align="start">
        {amount('minAmount')}
        {amount('maxAmount')}
      </Group>
      {words('places')}
      {words('items')}
      {words('sources')}
      <ListField
        label={t('orderRules.managers')}
        hint={t('orderRules.managersHint')}
        value={rule.managers}
        onChange={(managers) => onChange({ ...rule, managers })}
      />
    </NumberedForm>
  );
}

interface ListFieldProps {
  label: string;
  hint: string;
  value: readonly string[];
  onChange: (list: string[]) => void;
}

/** Words with commas between; what is typed stays as it is typed. */
function ListField({ label, hint, value, onChange }: ListFieldProps) {
  const [text, setText] = useState(value.join(', '));
  return (
    <TextInput
      label={label}
      description={hint}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(
          event.currentTarget.value
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word !== ''),
        );
      }}
    />
  );
}

function Statuses({
  statuses,
  onForget,
}: {
  statuses: OrderRules['statuses'];
  onForget: (word: string) => void;
}) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Heading title={t('orderRules.statuses')} text={t('orderRules.statusesAbout')} />
      <Stack gap={4}>
        {Object.entries(statuses).map(([word, status]) => (
          <Group key={word} gap="xs">
            <Text size="sm">{word}</Text>
            <Badge variant="light" tt="none" radius="sm">
              {t(`import.findings.status.${status}`)}
            </Badge>
            <CloseButton
              size="sm"
              aria-label={t('orderRules.forget', { word })}
              onClick={() => onForget(word)}
            />
          </Group>
        ))}
      </Stack>
    </>
  );
}

/** Each line once, without the empty ones. */
function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

function without(statuses: OrderRules['statuses'], word: string): OrderRules['statuses'] {
  return Object.fromEntries(Object.entries(statuses).filter(([each]) => each !== word));
}

/** An empty field is no condition. */
function withAmount(rule: Rule, key: 'minAmount' | 'maxAmount', text: string): Rule {
  const amount = text.replace(',', '.').replace(/[^0-9.]/g, '');
  const others = Object.entries(rule).filter(([name]) => name !== key);
  const next = Object.fromEntries(amount === '' ? others : [...others, [key, amount]]);
  return { ...(next as Omit<Rule, 'managers'>), managers: rule.managers };
}
