import type { ConnectorKind } from '../connector';
import type { ConnectorKindName } from '../model/connector-kinds';
import { amocrm } from './amocrm';
import { bitrix } from './bitrix';
import { bitrix24 } from './bitrix24';
import { insales } from './insales';
import { moysklad } from './moysklad';
import { opencart } from './opencart';
import { prestashop } from './prestashop';
import { rest } from './rest';
import { shopify } from './shopify';
import { woocommerce } from './woocommerce';

const kinds: Readonly<Record<ConnectorKindName, ConnectorKind>> = {
  amocrm,
  bitrix,
  bitrix24,
  insales,
  moysklad,
  opencart,
  prestashop,
  rest,
  shopify,
  woocommerce,
};

export function kindOf(name: ConnectorKindName): ConnectorKind {
  return kinds[name];
}
