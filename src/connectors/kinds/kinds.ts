import type { ConnectorKind } from '../connector';
import type { ConnectorKindName } from '../model/connector-kinds';
import { bitrix } from './bitrix';
import { bitrix24 } from './bitrix24';
import { insales } from './insales';
import { moysklad } from './moysklad';
import { prestashop } from './prestashop';
import { rest } from './rest';
import { shopify } from './shopify';
import { woocommerce } from './woocommerce';

const kinds: Readonly<Record<ConnectorKindName, ConnectorKind>> = {
  bitrix,
  bitrix24,
  insales,
  moysklad,
  prestashop,
  rest,
  shopify,
  woocommerce,
};

export function kindOf(name: ConnectorKindName): ConnectorKind {
  return kinds[name];
}
