import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import type { RestMap } from '#connectors/model/rest-map';
import type { Body } from '../../api/types';
import { mapIn } from './map-draft';
import type { Shop } from './shops-data';

export type ShopInput = Body<'/api/connectors', 'post'>;
type Status = NonNullable<ShopInput['statuses']>[string];
export const statusChoices = ['open', 'closed', 'cancelled'] as const satisfies Status[];

/** What the form holds. */
export interface ShopValues {
  kind: ConnectorKindName;
  name: string;
  address: string;
  keys: Record<string, string>;
  /** JSON; of the kind `rest`. */
  map: string;
  prefix: string;
  sinceDays: number | string;
  statuses: Record<string, Status>;
  tellsOutcomes: boolean;
  outcomeStatuses: Record<string, string>;
  ownFields: Record<string, string>;
  enabled: boolean;
}

export function valuesOf(shop: Shop | null): ShopValues {
  return {
    kind: shop?.kind ?? 'woocommerce',
    name: shop?.name ?? '',
    address: shop?.address ?? '',
    keys: {},
    map: shop === null || shop.map === null ? '' : JSON.stringify(shop.map, null, 2),
    prefix: shop?.prefix ?? '',
    sinceDays: 90,
    statuses: { ...shop?.statuses },
    tellsOutcomes: shop?.tellsOutcomes ?? false,
    outcomeStatuses: { ...shop?.outcomeStatuses },
    ownFields: { ...shop?.ownFields },
    enabled: shop?.enabled ?? true,
  };
}

/** What the form says, apart as the requests need it. */
export interface ShopParts {
  kind: ShopInput['kind'];
  sinceDays: number;
  keys: Record<string, string>;
  settings: Omit<ShopInput, 'kind' | 'sinceDays' | 'keys'>;
}

/** @returns null where the map is none */
export function partsOf(values: ShopValues, language: ShopInput['language']): ShopParts | null {
  if (values.kind !== 'rest' || values.map.trim() === '') return restPartsOf(values, null, language);
  const map = mapIn(values.map);
  return map === null ? null : restPartsOf(values, map, language);
}

/** With a map that is about to be drawn. */
export function restPartsOf(
  values: ShopValues,
  map: RestMap | null,
  language: ShopInput['language'],
): ShopParts {
  const { kind, sinceDays, keys, outcomeStatuses, ownFields, ...others } = values;
  return {
    kind,
    sinceDays: Number(sinceDays),
    keys: filled(keys),
    settings: {
      ...others,
      map,
      outcomeStatuses: filled(outcomeStatuses),
      ownFields: filled(ownFields),
      ...(language !== undefined && { language }),
    },
  };
}

/** An empty field says nothing: a key stays. */
function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}
