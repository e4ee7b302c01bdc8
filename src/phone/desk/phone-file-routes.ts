import ipaddr from 'ipaddr.js';
import { filesPath } from './desk-phone-desk';
import type { DeskPhones } from './desk-phones';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { Problem } from '#http/problem';
import { fromUseCase } from '#http/use-case';
import type { SignInLimiter } from '#people/sign-in-limiter';

/** Tries of one address without a file for them, in a quarter of an hour: a phone asks for several names before its own. */
export const fileTries = { limit: 60, windowSeconds: 900 };

/**
 * Files for desk phones, by links. No credential: the link is one. Whatever gives no file gives one answer, so that nobody learns which
 * links there are or were. A request for a part of the file, or for its headers, gives none and uses up nothing.
 */
export function phoneFileRoutes(
  app: Api,
  phones: Pick<DeskPhones, 'fileOf' | 'spoil'>,
  limiter: Pick<SignInLimiter, 'begin'>,
): void {
  app.get<{ Params: { token: string; file: string } }>(
    `${filesPath}/:token/:file`,
    { schema: { hide: true }, exposeHeadRoute: false },
    async (request, reply) => {
      const network = clientNetwork(request.ip);
      const attempt = limiter.begin(network, network);
      if ('waitSeconds' in attempt)
        throw new Problem('too-many-failures', { headers: { 'retry-after': String(attempt.waitSeconds) } });
      const { token, file } = request.params;
      if (request.protocol !== 'https' && !isInside(request.ip)) {
        await fromUseCase(phones.spoil(token));
        throw new Problem('not-found');
      }
      if (request.headers.range !== undefined) throw new Problem('not-found');
      const found = await fromUseCase(phones.fileOf(token, file));
      if (found === null) throw new Problem('not-found');
      attempt.takeBack();
      return reply
        .type(found.mediaType)
        .headers({ 'cache-control': 'no-store', 'accept-ranges': 'none' })
        .send(found.text);
    },
  );
}

/** In the building: of this machine, or of a network that nobody reaches from outside. */
function isInside(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(address).range());
}
