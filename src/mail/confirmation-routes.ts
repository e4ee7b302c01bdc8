import type { AddressConfirmation } from './address-confirmation';
import { confirmationHeaders, confirmationPage, languageOf } from './confirmation-page';
import type { ConfirmationStep } from './confirmation-page';
import { addressJson, addressSchema } from './mail-json';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { inContext } from '#http/in-context';
import { fromPort } from '#http/problem';
import { principalOf } from '#http/principal-of';
import { commonProblems, orderParams, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Asks a customer to confirm the address. */
export function confirmationRoutes(app: Api, confirmation: AddressConfirmation): void {
  app.post(
    '/orders/:number/email-confirmation',
    {
      schema: {
        operationId: 'askAddressConfirmation',
        summary: 'Ask the customer of an order to confirm the e-mail address by a link',
        description:
          'The link is in the mail alone. At most 3 for an order and 30 by one person in 24 hours. `GET …/mails` says what came of it.',
        tags: ['work'],
        params: orderParams,
        response: {
          200: { description: 'What is known of the address now', ...addressSchema },
          ...problemResponses(
            'role-forbidden',
            'order-refused',
            'locked-out',
            'confirmation-off',
            'no-mail-address',
            'address-confirmed',
            'too-many-mails',
            ...commonProblems,
          ),
        },
      },
    },
    async (request) =>
      addressJson(await fromUseCase(confirmation.ask(principalOf(request), request.params.number))),
  );
}

/** Requests for these pages from one network in a minute. */
const mostAMinute = 30;
const tooMany = 'Слишком много запросов, подождите минуту. Too many requests, wait a minute.\n';

/**
 * The page behind a link, for anybody. To look at it changes nothing, and looks the link up nowhere: programs that open the links of mails
 * confirm nothing. Unknown, used and expired links have one answer.
 * @param shop its name
 */
export function confirmationPages(app: Api, confirmation: AddressConfirmation, shop: string): void {
  inContext(app, 'confirm', (pages) => {
    const count = pages.createRateLimit({
      ...{ max: mostAMinute, timeWindow: 60_000 },
      keyGenerator: (request: FastifyRequest) => clientNetwork(request.ip),
    });
    pages.addHook('onRequest', async (request, reply) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      const headers = { 'retry-after': String(counted.ttlInSeconds), 'cache-control': 'no-store' };
      return reply.code(429).headers(headers).type('text/plain; charset=utf-8').send(tooMany);
    });
    // What a form without fields sends; whatever else it holds is not read.
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      (_request, _body, done) => done(null, undefined),
    );
    const answer = (request: FastifyRequest, reply: FastifyReply, step: ConfirmationStep): FastifyReply =>
      reply
        .code(step === 'invalid' ? 404 : 200)
        .headers({ ...confirmationHeaders, 'cache-control': 'no-store', vary: 'accept-language' })
        .type('text/html; charset=utf-8')
        .send(confirmationPage(step, languageOf(request.headers['accept-language']), shop));

    pages.get('/confirm/:token', { schema: { hide: true } }, (request, reply) =>
      answer(request, reply, 'ask'),
    );
    pages.post<{ Params: { token: string } }>(
      '/confirm/:token',
      { schema: { hide: true } },
      async (request, reply) => {
        const isDone = await fromPort(confirmation.confirm(request.params.token));
        return answer(request, reply, isDone ? 'done' : 'invalid');
      },
    );
  });
}
