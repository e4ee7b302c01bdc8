import { Badge, Text } from '@mantine/core';
import type { RestMap } from '#connectors/model/rest-map';
import { useTranslation } from 'react-i18next';
import type { SampleReport } from './map-draft';
import { useFieldNames } from './map-field-names';
import classes from './map.module.css';

type Field = NonNullable<SampleReport['sample']>['fields'][number];

/** A pointer as people read it: `/customer/phone` as `customer › phone`. */
export function pointerWords(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join(' › ');
}

/** What a field holds: an example, or a word for what may not be shown. */
export function useHolds(): (field: Field) => string {
  const { t } = useTranslation('admin');
  return ({ kind, example }) => example ?? t(`shops.map.holds.${kind}`);
}

interface Branch {
  name: string;
  field: Field | null;
  below: Branch[];
}

interface MapTreeProps {
  fields: readonly Field[];
  map: RestMap;
}

/** The fields of the shop's orders, each with what it is used for. */
export function MapTree({ fields, map }: MapTreeProps) {
  const { t } = useTranslation('admin');
  const shown = fields.filter(({ list, pointer }) => list === null && !/\/\d+(?:\/|$)/.test(pointer));
  return (
    <div className={classes.tree} data-testid="map-tree" role="group" aria-label={t('shops.map.tree')}>
      <Branches branches={treeOf(shown)} map={map} all={fields} list={null} />
    </div>
  );
}

interface BranchesProps extends Omit<MapTreeProps, 'fields'> {
  branches: readonly Branch[];
  all: readonly Field[];
  list: string | null;
}

function Branches({ branches, map, all, list }: BranchesProps) {
  const holds = useHolds();
  return (
    <ul>
      {branches.map(({ name, field, below }) => {
        const entries =
          field?.kind === 'list' && list === null ? all.filter((each) => each.list === field.pointer) : [];
        return (
          <li key={name}>
            <Text component="span" size="sm" fw={500}>
              {name}
            </Text>{' '}
            {field !== null && (
              <>
                <Text component="span" size="sm" c="dimmed">
                  {holds(field)}
                </Text>{' '}
                <Used field={field} map={map} />
              </>
            )}
            {below.length > 0 && <Branches branches={below} map={map} all={all} list={list} />}
            {entries.length > 0 && field !== null && (
              <Branches
                branches={treeOf(entries.filter(({ pointer }) => !/\/\d+(?:\/|$)/.test(pointer)))}
                map={map}
                all={all}
                list={field.pointer}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What a field of the shop is used for. */
function Used({ field: { pointer, list }, map }: { field: Field; map: RestMap }) {
  const { t } = useTranslation('admin');
  const nameOf = useFieldNames();
  const ofList = list !== null && list === map.items ? map.itemFields : {};
  const named = Object.entries(list === null ? map.fields : ofList)
    .filter(([, pointers]) => pointers.includes(pointer))
    .map(([name]) => nameOf(name));
  const own =
    list === null
      ? (['id', 'changedAt', 'items'] as const)
          .filter((name) => map[name] === pointer)
          .map((name) => t(`shops.map.${name}`))
      : [];
  return [...own, ...named].map((word) => (
    <Badge key={word} variant="light" tt="none" radius="sm" size="sm" mr={4}>
      {word}
    </Badge>
  ));
}

function treeOf(fields: readonly Field[]): Branch[] {
  const root: Branch = { name: '', field: null, below: [] };
  for (const field of fields) {
    let at = root;
    for (const name of field.pointer.split('/').slice(1)) {
      const plain = pointerWords(`/${name}`);
      let next = at.below.find((each) => each.name === plain);
      if (next === undefined) {
        next = { name: plain, field: null, below: [] };
        at.below.push(next);
      }
      at = next;
    }
    at.field = field;
  }
  return root.below;
}
