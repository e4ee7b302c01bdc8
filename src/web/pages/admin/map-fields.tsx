import { ActionIcon, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestMap } from '#connectors/model/rest-map';
import { importFields, itemFields } from '#orders/model/import-fields';
import type { ImportField } from '#orders/model/import-fields';
import type { SampleReport } from './map-draft';
import { withPointers } from './map-draft';
import { pointerWords, useHolds } from './map-tree';
import { useOrderRules } from './order-rules-data';
import classes from './map.module.css';
import { Heading } from './rules-form';

type Sample = NonNullable<SampleReport['sample']>;

/** Shown although nothing is chosen for them. */
const orderFirst = [
  'order_number',
  'customer_name',
  'phone',
  'status',
  'amount',
  'currency',
  'placed_at',
  'delivery_town',
  'delivery_address',
  'comment',
] as const satisfies readonly ImportField[];
const itemsFirst = ['item_title', 'item_quantity', 'item_price'] as const satisfies readonly ImportField[];
/** Their cells mean something in a file alone. */
const notOfShops: ReadonlySet<ImportField> = new Set(['line_type', 'items', 'placed_time', 'custom']);
const ofOrders = importFields.filter(
  (field) => !(itemFields as readonly string[]).includes(field) && !notOfShops.has(field),
);

interface MapFieldsProps {
  map: RestMap;
  sample: Sample;
  onChange: (map: RestMap) => void;
}

/** For each field of Star7, where the shop's answer has it. */
export function MapFields({ map, sample: { fields }, onChange }: MapFieldsProps) {
  const { t } = useTranslation('admin');
  const holds = useHolds();
  const optionsOf = (list: string | null): Option[] =>
    fields
      .filter((each) => each.list === list && each.kind !== 'list')
      .filter(({ pointer }) => list !== null || map.items === null || !pointer.startsWith(`${map.items}/`))
      .map((each) => ({ value: each.pointer, label: `${pointerWords(each.pointer)} — ${holds(each)}` }));
  const rules = useOrderRules().data;
  const ofSite = (rules?.fields ?? []).map(({ id, name }) => ({ value: `field:${id}`, label: name }));
  const nameOf = (field: ImportField): Option => ({ value: field, label: t(`import.fields.${field}`) });
  const own = optionsOf(null);
  const lists = fields
    .filter(({ list, kind }) => list === null && kind === 'list')
    .map(({ pointer }) => ({ value: pointer, label: pointerWords(pointer) }));
  return (
    <Stack gap="sm">
      <Heading title={t('shops.map.fields')} text={t('shops.map.fieldsAbout')} />
      <div className={classes.pair}>
        {(['id', 'changedAt'] as const).map((name) => (
          <NativeSelect
            key={name}
            label={t(`shops.map.${name}`)}
            data={[{ value: '', label: t('shops.map.choose') }, ...own]}
            value={map[name]}
            onChange={(event) => onChange({ ...map, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <FieldRows
        first={orderFirst}
        all={[...ofOrders.map(nameOf), ...ofSite]}
        options={own}
        chosen={map.fields}
        onChange={(chosen) => onChange({ ...map, fields: chosen })}
      />
      <Switch
        label={t('shops.map.cents')}
        checked={map.amountsInCents}
        onChange={(event) => onChange({ ...map, amountsInCents: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t('shops.map.items')}
        data={[{ value: '', label: t('shops.map.noItems') }, ...lists]}
        value={map.items ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...map, items: value === '' ? null : value, itemFields: {} })
        }
      />
      {map.items !== null && (
        <FieldRows
          first={itemsFirst}
          all={itemFields.map(nameOf)}
          options={optionsOf(map.items)}
          chosen={map.itemFields}
          onChange={(chosen) => onChange({ ...map, itemFields: chosen })}
        />
      )}
    </Stack>
  );
}

interface Option {
  value: string;
  label: string;
}

interface FieldRowsProps {
  /** Shown although nothing is chosen for them. */
  first: readonly ImportField[];
  all: readonly Option[];
  options: readonly Option[];
  chosen: Readonly<Record<string, string[]>>;
  onChange: (chosen: Record<string, string[]>) => void;
}

function FieldRows({ first, all, options, chosen, onChange }: FieldRowsProps) {
  const { t } = useTranslation('admin');
  const [added, setAdded] = useState<string[]>([]);
  const isFirst = ({ value }: Option): boolean => (first as readonly string[]).includes(value);
  const isWanted = ({ value }: Option): boolean => added.includes(value) || chosen[value] !== undefined;
  const shown = [
    ...first.flatMap((field) => all.find(({ value }) => value === field) ?? []),
    ...all.filter((each) => !isFirst(each) && isWanted(each)),
  ];
  const others = all.filter((each) => !shown.includes(each));
  return (
    <>
      {shown.map(({ value: field, label }) => (
        <Sources
          key={field}
          label={label}
          isRequired={field === 'order_number'}
          options={options}
          pointers={chosen[field] ?? []}
          onChange={(pointers) => onChange(withPointers(chosen, field, pointers))}
        />
      ))}
      {others.length > 0 && (
        <NativeSelect
          label={t('shops.map.more')}
          data={[{ value: '', label: t('shops.map.choose') }, ...others]}
          value=""
          onChange={({ currentTarget: { value } }) => setAdded([...added, value])}
        />
      )}
    </>
  );
}

interface SourcesProps {
  label: string;
  isRequired: boolean;
  options: readonly Option[];
  pointers: readonly string[];
  onChange: (pointers: string[]) => void;
}

/** One field, and the fields of the shop that it is read from: the first that is filled, or all of them joined. */
function Sources({ label, isRequired, options, pointers, onChange }: SourcesProps) {
  const { t } = useTranslation('admin');
  const [hasSpare, setSpare] = useState(false);
  const rows = pointers.length === 0 || hasSpare ? [...pointers, ''] : pointers;
  const put = (nth: number, pointer: string): void => {
    if (nth >= pointers.length) setSpare(false);
    onChange(rows.map((each, at) => (at === nth ? pointer : each)));
  };
  return (
    <div>
      <Text component="span" size="sm" fw={600} aria-hidden>
        {label}
        {isRequired && ' *'}
      </Text>
      {rows.map((pointer, nth) => (
        <div key={nth} className={classes.source}>
          <div>
            <NativeSelect
              aria-label={nth === 0 ? label : t('shops.map.alsoFrom', { field: label, nth: nth + 1 })}
              data={[
                { value: '', label: t('shops.map.notThere') },
                ...options,
                { value: '=', label: t('shops.map.fixed') },
                ...(isListed(pointer, options) ? [] : [{ value: pointer, label: pointerWords(pointer) }]),
              ]}
              value={pointer.startsWith('=') ? '=' : pointer}
              onChange={(event) => put(nth, event.currentTarget.value)}
            />
            {pointer.startsWith('=') && (
              <TextInput
                mt={4}
                aria-label={t('shops.map.fixedOf', { field: label })}
                maxLength={100}
                value={pointer.slice(1)}
                onChange={(event) => put(nth, `=${event.currentTarget.value}`)}
              />
            )}
          </div>
          {nth === rows.length - 1 && (
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('shops.map.another', { field: label })}
              disabled={pointer === '' || pointer.startsWith('=') || rows.length > 4}
              onClick={() => setSpare(true)}
            >
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
    </div>
  );
}

function isListed(pointer: string, options: readonly Option[]): boolean {
  return pointer === '' || pointer.startsWith('=') || options.some(({ value }) => value === pointer);
}
