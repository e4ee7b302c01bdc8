import type { Connector } from './connector';
import type { ConnectorSettings } from './connector-store';
import { ownFieldOf } from './model/own-fields';
import type { FetchedOrder } from '#orders/intake/fetched-orders';

/**
 * An order of the shop as the intake takes it: what its kind makes of the answer, with the prefix, and with the fields of the site
 * that the shop's settings read from fields of its own.
 * @throws TypeError where the answer is not what the interface describes
 */
export function shopOrderOf(
  connector: Connector,
  { prefix, ownFields }: Pick<ConnectorSettings, 'prefix' | 'ownFields'>,
  raw: unknown,
): FetchedOrder {
  const order = { ...connector.map(raw), prefix };
  const { ownFields: place } = connector;
  const wanted = Object.entries(ownFields);
  if (place === undefined || wanted.length === 0) return order;
  const stated = wanted.flatMap(([id, name]): Array<[string, string]> => {
    const text = ownFieldOf(raw, place, name);
    return text === null ? [] : [[id, text]];
  });
  return { ...order, siteFields: { ...order.siteFields, ...Object.fromEntries(stated) } };
}
