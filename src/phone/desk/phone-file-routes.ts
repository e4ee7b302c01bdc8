import ipaddr from 'ipaddr.js';
import { filesPath } from './desk-phone-desk';
import type { DeskPhones } from './desk-phones';
import { makes } from '../model/desk/desk-phone';
import type { Make } from '../model/desk/desk-phone';
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
  const options = { schema: { hide: true }, exposeHeadRoute: false };
  // Grandstream's phones put a slash of their own after the one of the link.
  for (const path of [`${filesPath}/:token/:file`, `${filesPath}/:token//:file`])
    app.get<{ Params: { token: string; file: string } }>(path, options, async (request, reply) => {
      const network = clientNetwork(request.ip);
      const attempt = limiter.begin(network, network);
      if ('waitSeconds' in attempt)
        throw new Problem('too-many-failures', { headers: { 'retry-after': String(attempt.waitSeconds) } });
      const { token, file } = request.params;
      // Without an answer of the database nobody has guessed wrong.
      const answered = <Result>(work: Promise<Result>): Promise<Result> =>
        fromUseCase(work).catch((error: unknown) => {
          attempt.takeBack();
          throw error;
        });
      if (request.protocol !== 'https' && !isInside(request.ip)) {
        await answered(phones.spoil(token));
        throw new Problem('not-found');
      }
      if (request.headers.range !== undefined) throw new Problem('not-found');
      const client = makeIn(request.headers['user-agent']);
      const found = await answered(phones.fileOf(token, file, { network, client }));
      if (found === null) throw new Problem('not-found');
      attempt.takeBack();
      return reply
        .type(found.mediaType)
        .headers({ 'cache-control': 'no-store', 'accept-ranges': 'none' })
        .send(found.text);
    });
}

/** `Yealink SIP-T46S 66.86.0.15 80:5e:c0:…`, `Grandstream Model HW GXP2170 SW 1.0.11.79 DevId …`: the make, and nothing else of it. */
function makeIn(userAgent = ''): Make | 'other' {
  return makes.find((make) => userAgent.toLowerCase().includes(make)) ?? 'other';
}

/** In the building: of this machine, or of a network that nobody reaches from outside. */
function isInside(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(address).range());
}
