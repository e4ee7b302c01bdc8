import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import {
  Button,
  Fieldset,
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
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectorKindNames, kindTraits } from '#connectors/model/connector-kinds';
import type { ConnectorKindName, KindTraits } from '#connectors/model/connector-kinds';
import { sinceDaysRange } from '#connectors/model/connector-rules';
import { restAuthentications } from '#connectors/model/rest-map';
import type { RestMap } from '#connectors/model/rest-map';
import { problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { outcomesQuery } from '../../components/outcomes-query';
import { language } from '../../i18n/languages';
import { FormDrawer } from './form-drawer';
import { mapIn, mapText } from './map-draft';
import { MapEditor } from './map-editor';
import { OwnFields } from './shop-own-fields';
import { TryReport } from './shop-try';
import { partsOf, restPartsOf, statusChoices, valuesOf } from './shop-values';
import type { ShopParts, ShopValues } from './shop-values';
import { shopsKey } from './shops-data';
import type { Shop, ShopHook } from './shops-data';

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
  const [drawing, setDrawing] = useState(false);
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
  const map = mapIn(form.values.map);
  if (drawing && map !== null) {
    return (
      <MapEditor
        map={map}
        address={form.values.address}
        parts={(drawn) => restPartsOf(form.values, drawn, session.language)}
        id={shop?.id ?? null}
        onChange={(next) => form.setFieldValue('map', mapText(next))}
        onAddress={(address) => form.setFieldValue('address', address)}
        onClose={() => setDrawing(false)}
      />
    );
  }
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
      {form.values.kind === 'rest' && map !== null && (
        <SignIn map={map} onChange={(next) => form.setFieldValue('map', mapText(next))} />
      )}
      <Keys form={form} isKnown={shop !== null} names={keysOf(form.values.kind, map)} />
      {form.values.kind === 'rest' && <MapPart form={form} map={map} onDraw={() => setDrawing(true)} />}
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
      {traits.ownFields && (
        <OwnFields
          names={form.values.ownFields}
          found={tryIt.data?.ownFields ?? []}
          onChange={(names) => form.setFieldValue('ownFields', names)}
        />
      )}
      {!traits.isReadOnly && <Outcomes form={form} />}
      {shop !== null && (
        <Switch label={t('shops.form.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      )}
    </FormDrawer>
  );
}

type KeyName = (typeof kindTraits)[ConnectorKindName]['keys'][number];

/** How requests prove who asks. */
function SignIn({ map, onChange }: { map: RestMap; onChange: (map: RestMap) => void }) {
  const { t } = useTranslation('admin');
  return (
    <>
      <NativeSelect
        label={t('shops.map.signIn')}
        data={restAuthentications.map((value) => ({ value, label: t(`shops.map.signIns.${value}`) }))}
        value={map.authentication}
        onChange={(event) =>
          onChange({ ...map, authentication: event.currentTarget.value as RestMap['authentication'] })
        }
      />
      {map.authentication === 'header' && (
        <TextInput
          label={t('shops.map.headerName')}
          placeholder="X-Api-Key"
          autoComplete="off"
          spellCheck={false}
          value={map.headerName ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...map, headerName: value.trim() === '' ? null : value.trim() })
          }
        />
      )}
    </>
  );
}

interface MapPartProps {
  form: Form;
  /** Null: the text is none. */
  map: RestMap | null;
  onDraw: () => void;
}

/** What is drawn so far, and the map as text, to be copied to another installation. */
function MapPart({ form, map, onDraw }: MapPartProps) {
  const { t } = useTranslation('admin');
  const fields = Object.keys(map?.fields ?? {}).length;
  return (
    <Fieldset legend={t('shops.map.title')}>
      <Stack gap="xs">
        <Text size="sm" c={form.errors['map'] === undefined ? 'dimmed' : 'var(--star7-bad)'}>
          {form.errors['map'] ??
            (fields === 0 ? t('shops.map.notDrawn') : t('shops.map.drawn', { count: fields }))}
        </Text>
        <div>
          <Button variant="light" disabled={map === null} onClick={onDraw}>
            {t('shops.map.draw')}
          </Button>
        </div>
        <details>
          <Text component="summary" size="sm" c="var(--mantine-color-anchor)" style={{ cursor: 'pointer' }}>
            {t('shops.map.advanced')}
          </Text>
          <Textarea
            mt="xs"
            label={t('shops.form.map')}
            description={t('shops.form.mapHint')}
            autosize
            minRows={6}
            maxRows={20}
            spellCheck={false}
            error={map === null && t('shops.form.mapInvalid')}
            value={form.values.map}
            onChange={(event) => form.setFieldValue('map', event.currentTarget.value)}
          />
        </details>
      </Stack>
    </Fieldset>
  );
}

/** Names rather than secrets. */
const shownKeys: ReadonlySet<string> = new Set(['consumerKey', 'user', 'apiKey']);

/** Those that the map's sign-in needs; of any other kind, all. */
function keysOf(kind: ConnectorKindName, map: RestMap | null): readonly KeyName[] {
  if (kind !== 'rest' || map === null) return kindTraits[kind].keys;
  return map.authentication === 'basic' ? ['user', 'password'] : ['token'];
}

interface KeysProps {
  form: Form;
  isKnown: boolean;
  names: readonly KeyName[];
}

function Keys({ form, isKnown, names }: KeysProps) {
  const { t } = useTranslation('admin');
  const { kind } = form.values;
  return (
    <Fieldset legend={t('shops.form.keys')}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t(isKnown ? 'shops.form.keysKept' : `shops.form.keysHint.${kind}`)}
        </Text>
        {names.map((name) => (
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
