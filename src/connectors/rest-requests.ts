import type { PollFrom } from './model/poll-cycle';
import { filledBody, filledPath } from './model/rest-map';
import type { RestMap, RestRequest, RestValues } from './model/rest-map';
import { faultListed } from './shop-client';
import type { Shop, ShopAnswer } from './shop-client';
import { ShopError } from './shop-error';
import { isoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import type { ShopKeys } from '#vault/shop-vault';

/** Sends a request of a map, with its placeholders filled. @throws ShopError */
export async function askMapped(
  map: Pick<RestMap, 'authentication' | 'headerName'>,
  shop: Shop,
  { method, path, body }: RestRequest,
  values: RestValues,
): Promise<ShopAnswer> {
  const answer = await shop.ask({
    method,
    path: filledPath(path, values),
    headers: headersOf(map, shop.keys),
    ...(body !== null && { body: filledBody(body, values) }),
  });
  const fault = faultListed(answer.json);
  if (fault !== null) throw new ShopError(fault);
  return answer;
}

/** What the placeholders of a map's list stand for. */
export function listValues(
  { sinceAs, pages, pageSize }: Pick<RestMap, 'sinceAs' | 'pages' | 'pageSize'>,
  { since, page }: PollFrom,
): RestValues {
  const number = Number(page ?? '1');
  return {
    since: sinceText(since, sinceAs),
    ...(pages === 'token' ? { page: page ?? '' } : { page: number, offset: (number - 1) * pageSize }),
  };
}

function sinceText(since: Micros, sinceAs: RestMap['sinceAs']): string {
  if (sinceAs === 'iso') return isoTime(since);
  return String(Math.floor(since / (sinceAs === 'seconds' ? 1_000_000 : 1000)));
}

function headersOf(
  { authentication, headerName }: Pick<RestMap, 'authentication' | 'headerName'>,
  keys: ShopKeys,
): Record<string, string> {
  if (authentication === 'basic') return { authorization: keys.basic('user', 'password') };
  if (authentication === 'header') return { [(headerName ?? 'x-api-key').toLowerCase()]: keys.text('token') };
  return { authorization: `Bearer ${keys.text('token')}` };
}
