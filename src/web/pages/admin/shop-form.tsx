import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import {
  Alert,
  Button,
  Fieldset,
  List,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectorKindNames, kindTraits } from '#connectors/model/connector-kinds';
import type { KindTraits } from '#connectors/model/connector-kinds';
import { sinceDaysRange } from '#connectors/model/connector-rules';
import { problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { outcomesQuery } from '../../components/outcomes-query';
import { language } from '../../i18n/languages';
import { FormDrawer } from './form-drawer';
import { useReason } from './shop-reason';
import { partsOf, statusChoices, valuesOf } from './shop-values';
import type { ShopParts, ShopValues } from './shop-values';
import { shopsKey } from './shops-data';
import type { Shop, ShopHook, ShopTry } from './shops-data';

interface ShopFormProps {
  /** Null adds one. */
  shop: Shop | null;
  onClose: () => void;
  /** The shop's webhooks have an address now. */
  onHook: (shop: Shop, hook: ShopHook) => void;
}

type Form = UseFormReturnType<ShopValues>;

/** Adds or changes a shop whose orders are fetched. Nothing of it is kept as a draft: it has keys. */
export function ShopForm({ shop, onClose, onHook }: ShopFormProps) {
  const { t } = useTranslation('admin');
  const { session } = useSession();
  const queries = useQueryClient();
  const form: Form = useForm<ShopValues>({ initialValues: valuesOf(shop) });
  const showFaults = (error: unknown): void => form.setErrors(faultsAt(error, t));
  const tryIt = useMutation({
    mutationFn: ({ kind, keys, settings }: ShopParts) =>
      take(
        api.POST('/api/connectors/try', { body: { kind, keys, ...settings, ...(shop && { id: shop.id }) } }),
      ),
    onError: showFaults,
  });
  const save = useMutation({
    mutationFn: async ({ kind, sinceDays, keys, settings }: ShopParts) => {
      if (shop === null) {
        const { connector, hook } = await take(
          api.POST('/api/connectors', { body: { kind, sinceDays, keys, ...settings } }),
        );
        if (kindTraits[connector.kind].hooks !== 'none') onHook(connector, hook);
        return;
      }
      const body = { ...settings, ...(Object.keys(keys).length > 0 && { keys }) };
      await take(api.PATCH('/api/connectors/{id}', { params: { path: { id: shop.id } }, body }));
    },
    onSuccess: async () => {
      notify('good', t('shops.saved'));
      onClose();
      await queries.invalidateQueries({ queryKey: shopsKey });
    },
    onError: showFaults,
  });
  const withInput = (run: (input: ShopParts) => void): void => {
    form.clearErrors();
    const input = partsOf(form.values, session.language);
    if (input === null) form.setFieldError('map', t('shops.form.mapInvalid'));
    else run(input);
  };
  const error = save.error ?? tryIt.error;
  const traits: KindTraits = kindTraits[form.values.kind];
  return (
    <FormDrawer
      title={shop === null ? t('shops.form.add') : t('shops.form.change', { name: shop.name })}
      submit={t(shop === null ? 'shops.form.submitAdd' : 'shops.form.submitChange')}
      busy={save.isPending}
      error={error !== null && problemOf(error).faults.length > 0 ? null : error}
      onSubmit={form.onSubmit(() => {
        if (!save.isPending) withInput((input) => save.mutate(input));
      })}
      onClose={onClose}
      onCancel={onClose}
    >
      <NativeSelect
        label={t('shops.form.kind')}
        data={connectorKindNames.map((kind) => ({ value: kind, label: t(`shops.kinds.${kind}`) }))}
        disabled={shop !== null}
        {...form.getInputProps('kind')}
      />
      <TextInput
        label={t('shops.form.name')}
        description={t('shops.form.nameHint')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('shops.form.address')}
        description={t(`shops.form.addressHint.${form.values.kind}`)}
        required
        autoComplete="off"
        inputMode="url"
        spellCheck={false}
        {...form.getInputProps('address')}
      />
      <Keys form={form} isKnown={shop !== null} />
      {form.values.kind === 'rest' && (
        <Textarea
          label={t('shops.form.map')}
          description={t('shops.form.mapHint')}
          required
          autosize
          minRows={6}
          maxRows={20}
          spellCheck={false}
          {...form.getInputProps('map')}
        />
      )}
      {shop === null && (
        <NumberInput
          label={t('shops.form.sinceDays')}
          description={t('shops.form.sinceDaysHint')}
          min={sinceDaysRange.least}
          max={sinceDaysRange.most}
          allowDecimal={false}
          {...form.getInputProps('sinceDays')}
        />
      )}
      <div>
        <Button
          variant="light"
          loading={tryIt.isPending}
          onClick={() => withInput((input) => tryIt.mutate(input))}
        >
          {t('shops.form.try')}
        </Button>
        <Text size="xs" c="dimmed" mt={4}>
          {t('shops.form.trying')}
        </Text>
      </div>
      {tryIt.data !== undefined && <TryReport report={tryIt.data} />}
      <Statuses form={form} words={tryIt.data?.words ?? []} />
      <TextInput
        label={t('shops.form.prefix')}
        description={t('shops.form.prefixHint')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('prefix')}
      />
      {!traits.isReadOnly && <Outcomes form={form} />}
      {shop !== null && (
        <Switch label={t('shops.form.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      )}
    </FormDrawer>
  );
}

/** Names rather than secrets. */
const shownKeys: ReadonlySet<string> = new Set(['consumerKey', 'user', 'apiKey']);

function Keys({ form, isKnown }: { form: Form; isKnown: boolean }) {
  const { t } = useTranslation('admin');
  const { kind } = form.values;
  return (
    <Fieldset legend={t('shops.form.keys')}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t(isKnown ? 'shops.form.keysKept' : `shops.form.keysHint.${kind}`)}
        </Text>
        {kindTraits[kind].keys.map((name) => (
          <TextInput
            key={name}
            label={t(`shops.form.keyNames.${name}`)}
            type={shownKeys.has(name) ? 'text' : 'password'}
            autoComplete="off"
            spellCheck={false}
            error={form.errors[`keys/${name}`]}
            value={form.values.keys[name] ?? ''}
            onChange={(event) =>
              form.setFieldValue('keys', { ...form.values.keys, [name]: event.currentTarget.value })
            }
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function TryReport({ report }: { report: ShopTry }) {
  const { t } = useTranslation('admin');
  const reasonOf = useReason();
  const { fault, orders, readable, refused } = report;
  if (fault !== null) {
    return (
      <Alert color="red" role="alert">
        {reasonOf(fault)}
      </Alert>
    );
  }
  return (
    <Alert color={readable < orders ? 'yellow' : 'green'} role="status">
      {orders === 0 ? t('shops.form.triedNone') : t('shops.form.tried', { readable, orders })}
      <List size="sm">
        {Object.entries(refused).map(([reason, count]) => (
          <List.Item key={reason}>{t('shops.form.refused', { count, reason: reasonOf(reason) })}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Words that are explained, and those that a try has found and nobody has explained. */
function Statuses({ form, words }: { form: Form; words: readonly string[] }) {
  const { t } = useTranslation('admin');
  const { statuses } = form.values;
  const all = [...new Set([...Object.keys(statuses), ...words])];
  if (all.length === 0) return null;
  return (
    <Fieldset legend={t('shops.form.words')}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t('shops.form.wordsHint')}
        </Text>
        {all.map((word) => (
          <NativeSelect
            key={word}
            label={word}
            data={[
              { value: '', label: t('shops.form.unexplained') },
              ...statusChoices.map((status) => ({ value: status, label: t(`shops.form.${status}`) })),
            ]}
            value={statuses[word] ?? ''}
            onChange={(event) => {
              const others = Object.fromEntries(Object.entries(statuses).filter(([each]) => each !== word));
              const chosen = statusChoices.find((status) => status === event.currentTarget.value);
              form.setFieldValue('statuses', chosen === undefined ? others : { ...others, [word]: chosen });
            }}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function Outcomes({ form }: { form: Form }) {
  const { t } = useTranslation('admin');
  const { data: outcomes = [] } = useQuery(outcomesQuery);
  const { tellsOutcomes, outcomeStatuses } = form.values;
  return (
    <Fieldset legend={t('shops.form.outcomes')}>
      <Stack gap="xs">
        <Switch
          label={t('shops.form.tellsOutcomes')}
          description={t('shops.form.tellsOutcomesHint')}
          {...form.getInputProps('tellsOutcomes', { type: 'checkbox' })}
        />
        {tellsOutcomes &&
          outcomes.map(({ slug, label }) => (
            <TextInput
              key={slug}
              label={t('shops.form.statusFor', { outcome: label[language()] })}
              autoComplete="off"
              spellCheck={false}
              value={outcomeStatuses[slug] ?? ''}
              onChange={(event) =>
                form.setFieldValue('outcomeStatuses', {
                  ...outcomeStatuses,
                  [slug]: event.currentTarget.value,
                })
              }
            />
          ))}
      </Stack>
    </Fieldset>
  );
}

/** Faults of a refused input, by the field of the form that shows them. */
function faultsAt(
  error: unknown,
  t: ReturnType<typeof useTranslation<'admin'>>['t'],
): Record<string, string> {
  return Object.fromEntries(
    problemOf(error).faults.map(({ pointer, code, detail }) => {
      const path = pointer.replace(/^#?\//, '');
      const field = path.startsWith('keys/') ? path : (path.split('/')[0] ?? '');
      return [field, t(`shops.codes.${code ?? ''}` as 'shops.codes.name-empty', { defaultValue: detail })];
    }),
  );
}
