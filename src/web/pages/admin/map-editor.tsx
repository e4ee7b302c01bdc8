import '@mantine/core/styles/List.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import '../../components/overlay-styles';
import {
  Alert,
  Button,
  Group,
  List,
  Modal,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestMap } from '#connectors/model/rest-map';
import { problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { listDraft, pagings, splitAddress, withFound, withGuess, withList } from './map-draft';
import type { ListDraft, Paging, SampleReport } from './map-draft';
import { useFieldNames } from './map-field-names';
import { MapFields } from './map-fields';
import { MapPreview } from './map-preview';
import { MapTree, pointerWords } from './map-tree';
import classes from './map.module.css';
import { Heading } from './rules-form';
import { useReason } from './shop-reason';
import { ShopFault } from './shop-try';
import type { ShopParts } from './shop-values';

interface MapEditorProps {
  map: RestMap;
  /** The shop's address, as it is known. */
  address: string;
  /** What requests need besides the map. */
  parts: (map: RestMap) => ShopParts;
  /** A shop whose keys are known. */
  id: number | null;
  onChange: (map: RestMap) => void;
  onAddress: (address: string) => void;
  onClose: () => void;
}

/** How the interface of a shop is read, drawn by a sample of its answer. */
export function MapEditor({ map, address, parts, id, onChange, onAddress, onClose }: MapEditorProps) {
  const { t } = useTranslation('admin');
  const [report, setReport] = useState<SampleReport | null>(null);
  const body = (drawn: RestMap) => {
    const { kind, keys, settings } = parts(drawn);
    // A name is asked for when the shop is added.
    const name = settings.name.trim() === '' ? t('shops.kinds.rest') : settings.name;
    return { kind, keys, ...settings, name, ...(id !== null && { id }) };
  };
  const sample = useMutation({
    mutationFn: (drawn: RestMap) => take(api.POST('/api/connectors/sample', { body: body(drawn) })),
    onSuccess: (found, drawn) => {
      setReport(found);
      if (found.sample !== null) onChange(withFound(drawn, found));
    },
  });
  const preview = useMutation({
    mutationFn: (drawn: RestMap) => take(api.POST('/api/connectors/preview', { body: body(drawn) })),
  });
  const change = (next: RestMap): void => {
    preview.reset();
    onChange(next);
  };
  const found = report?.sample ?? null;
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={t('shops.map.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack maw="76rem" mx="auto" data-testid="map-editor">
        <Heading title={t('shops.map.request')} text={t('shops.map.requestAbout')} />
        <Request map={map} address={address} onChange={change} onAddress={onAddress} />
        <div>
          <Button loading={sample.isPending} onClick={() => sample.mutate(map)}>
            {t('shops.map.fetch')}
          </Button>
          <Text size="xs" c="dimmed" mt={4}>
            {t('shops.map.fetchHint')}
          </Text>
        </div>
        <Faults error={sample.error} />
        {report !== null && report.fault !== null && <ShopFault fault={report.fault} />}
        {found !== null && report !== null && (
          <>
            <Found report={report} map={map} onChange={change} onOrders={(next) => sample.mutate(next)} />
            {found.fields.length > 0 && (
              <div className={classes.columns}>
                <MapFields map={map} sample={found} onChange={change} />
                <Stack gap="sm">
                  <Heading title={t('shops.map.tree')} text={t('shops.map.treeAbout')} />
                  <MapTree fields={found.fields} map={map} />
                  {report.guess !== null && (
                    <div>
                      <Button
                        variant="default"
                        size="xs"
                        onClick={() => report.guess !== null && change(withGuess(map, report.guess))}
                      >
                        {t('shops.map.suggest')}
                      </Button>
                    </div>
                  )}
                </Stack>
              </div>
            )}
          </>
        )}
        <Others map={map} sample={found} onChange={change} />
        <Heading title={t('shops.map.preview')} text={t('shops.map.previewAbout')} />
        <div>
          <Button variant="light" loading={preview.isPending} onClick={() => preview.mutate(map)}>
            {t('shops.map.show')}
          </Button>
        </div>
        <Faults error={preview.error} />
        {preview.data !== undefined && <MapPreview found={preview.data} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('shops.map.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface PartProps {
  map: RestMap;
  onChange: (map: RestMap) => void;
}

/** What the list of orders is asked by. */
function Request({
  map,
  address,
  onChange,
  onAddress,
}: PartProps & Pick<MapEditorProps, 'address' | 'onAddress'>) {
  const { t } = useTranslation('admin');
  const draft = listDraft(map);
  const put = (part: Partial<ListDraft>): void => {
    if (draft !== null) onChange(withList(map, { ...draft, ...part }));
  };
  if (draft === null) {
    return (
      <Alert color="gray" role="status">
        {t('shops.map.drawnInJson')}
      </Alert>
    );
  }
  return (
    <>
      <TextInput
        label={t('shops.map.list')}
        description={t('shops.map.listHint')}
        placeholder="https://shop.example.com/api/orders"
        required
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        value={draft.address}
        onChange={(event) => {
          const { shop, path } = splitAddress(event.currentTarget.value, address);
          if (shop !== address) onAddress(shop);
          put({ address: path });
        }}
      />
      {draft.address !== '' && address !== '' && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('shops.map.asked', { address: `${address.replace(/\/$/, '')}${map.list.path}` })}
        </Text>
      )}
      <div className={classes.pair}>
        <TextInput
          label={t('shops.map.since')}
          placeholder="updated_since"
          autoComplete="off"
          spellCheck={false}
          value={draft.sinceParam}
          onChange={(event) => put({ sinceParam: event.currentTarget.value.trim() })}
        />
        <NativeSelect
          label={t('shops.map.sinceAs')}
          data={(['iso', 'seconds', 'milliseconds'] as const).map((value) => ({
            value,
            label: t(`shops.map.times.${value}`),
          }))}
          value={map.sinceAs}
          onChange={(event) => onChange({ ...map, sinceAs: event.currentTarget.value as RestMap['sinceAs'] })}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label={t('shops.map.paging')}
          data={pagings.map((value) => ({ value, label: t(`shops.map.pagings.${value}`) }))}
          value={draft.paging}
          onChange={(event) => put({ paging: event.currentTarget.value as Paging })}
        />
        <TextInput
          label={t(`shops.map.pageParam.${draft.paging}`)}
          placeholder={t(`shops.map.pageExample.${draft.paging}`)}
          autoComplete="off"
          spellCheck={false}
          value={draft.pageParam}
          onChange={(event) => put({ pageParam: event.currentTarget.value.trim() })}
        />
        {draft.paging !== 'token' && (
          <NumberInput
            label={t('shops.map.pageSize')}
            min={1}
            max={1000}
            allowDecimal={false}
            value={map.pageSize}
            onChange={(value) => onChange({ ...map, pageSize: Number(value) || 1 })}
          />
        )}
      </div>
    </>
  );
}

interface FoundProps extends PartProps {
  report: SampleReport;
  /** Another list has the orders. */
  onOrders: (map: RestMap) => void;
}

/** Where the orders are in the answer, and whether one of them can be fetched by its id. */
function Found({ report: { sample, one }, map, onChange, onOrders }: FoundProps) {
  const { t } = useTranslation('admin');
  const reasonOf = useReason();
  if (sample === null) return null;
  const name = (pointer: string): string =>
    pointer === '' ? t('shops.map.wholeAnswer') : pointerWords(pointer);
  const tokens = sample.around.filter(({ kind }) => kind !== 'list').map(({ pointer }) => pointer);
  return (
    <>
      <Alert color={sample.count === 0 ? 'yellow' : 'green'} role="status">
        {sample.orders === null
          ? t('shops.map.noList')
          : t('shops.map.found', { count: sample.count, place: name(sample.orders) })}
      </Alert>
      <div className={classes.pair}>
        {sample.lists.length > 1 && (
          <NativeSelect
            label={t('shops.map.orders')}
            data={sample.lists.map((value) => ({ value, label: name(value) }))}
            value={sample.orders ?? ''}
            onChange={(event) =>
              onOrders({ ...map, orders: event.currentTarget.value, fields: {}, items: null, itemFields: {} })
            }
          />
        )}
        {map.pages === 'token' && (
          <NativeSelect
            label={t('shops.map.nextToken')}
            data={[
              { value: '', label: t('shops.map.choose') },
              ...[...new Set([...tokens, ...(map.nextToken === null ? [] : [map.nextToken])])].map(
                (value) => ({
                  value,
                  label: name(value),
                }),
              ),
            ]}
            value={map.nextToken ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...map, nextToken: value === '' ? null : value })
            }
          />
        )}
      </div>
      {one !== null && (
        <Text size="sm" c={one.fault === null ? 'dimmed' : 'var(--star7-bad)'}>
          {one.fault === null
            ? t('shops.map.oneFound')
            : t('shops.map.oneFailed', { reason: reasonOf(one.fault) })}
        </Text>
      )}
    </>
  );
}

/** The request for one order, webhooks, what the shop is told, and the limit. */
function Others({ map, sample, onChange }: PartProps & { sample: SampleReport['sample'] }) {
  const { t } = useTranslation('admin');
  const { one, outcome } = map;
  if (sample === null && map.list.path === '') return null;
  return (
    <>
      <Heading title={t('shops.map.others')} />
      <div className={classes.pair}>
        {one.method === 'GET' && one.body === null && (
          <TextInput
            label={t('shops.map.one')}
            placeholder="/api/orders/{id}"
            autoComplete="off"
            spellCheck={false}
            value={one.path}
            onChange={(event) =>
              onChange({ ...map, one: { ...one, path: event.currentTarget.value.trim() } })
            }
          />
        )}
        <NumberInput
          label={t('shops.map.rate')}
          min={1}
          max={50}
          allowDecimal={false}
          value={map.requestsPerSecond}
          onChange={(value) => onChange({ ...map, requestsPerSecond: Number(value) || 1 })}
        />
        <TextInput
          label={t('shops.map.hookId')}
          placeholder="/order/id"
          autoComplete="off"
          spellCheck={false}
          value={map.hookId ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...map, hookId: value.trim() === '' ? null : value.trim() })
          }
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label={t('shops.map.outcome')}
          data={[
            { value: '', label: t('shops.map.noOutcome') },
            ...(['POST', 'PUT', 'PATCH'] as const).map((value) => ({ value, label: value })),
          ]}
          value={outcome?.method ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              ...map,
              outcome:
                value === ''
                  ? null
                  : {
                      path: outcome?.path ?? `${one.path}/comments`,
                      body: outcome?.body ?? '{"text":"{text}"}',
                      method: value as 'POST' | 'PUT' | 'PATCH',
                    },
            })
          }
        />
        {outcome !== null && (
          <TextInput
            label={t('shops.map.outcomePath')}
            autoComplete="off"
            spellCheck={false}
            value={outcome.path}
            onChange={(event) =>
              onChange({ ...map, outcome: { ...outcome, path: event.currentTarget.value.trim() } })
            }
          />
        )}
      </div>
      {outcome !== null && (
        <Textarea
          label={t('shops.map.outcomeBody')}
          description={t('shops.map.outcomeHint')}
          autosize
          minRows={2}
          spellCheck={false}
          value={outcome.body ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...map, outcome: { ...outcome, body: value.trim() === '' ? null : value } })
          }
        />
      )}
    </>
  );
}

/** What is wrong with what was entered, each with the place that it belongs to. */
function Faults({ error }: { error: unknown }) {
  const { t } = useTranslation('admin');
  const nameOf = useFieldNames();
  if (error === null) return null;
  const { faults } = problemOf(error);
  if (faults.length === 0) return <ProblemAlert error={error} />;
  return (
    <Alert color="red" role="alert">
      <List size="sm">
        {faults.map(({ pointer, code, detail }) => {
          const path = pointer.replace(/^#?\/(?:map\/)?/, '');
          return (
            <List.Item key={`${path} ${code ?? ''}`}>
              {placeOf(path)}:{' '}
              {t(`shops.codes.${code ?? ''}` as 'shops.codes.name-empty', { defaultValue: detail })}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );

  function placeOf(path: string): string {
    const [part = '', name = ''] = path.split('/');
    if (part === 'fields' || part === 'itemFields') return nameOf(name);
    if (part === 'keys') return t(`shops.form.keyNames.${name as 'token'}`, { defaultValue: name });
    return t(`shops.map.places.${part as 'list'}`, { defaultValue: part });
  }
}
