import type { ConnectorKind } from '../connector';
import type { ConnectorKindName } from '../model/connector-kinds';
import { rest } from './rest';
import { woocommerce } from './woocommerce';

const kinds: Readonly<Record<ConnectorKindName, ConnectorKind>> = { rest, woocommerce };

export function kindOf(name: ConnectorKindName): ConnectorKind {
  return kinds[name];
}
