import { Type } from '@sinclair/typebox';
import type { MailDesk } from './mail-desk';
import type { MailForgetting } from './mail-forgetting';
import { draftBody, mailJson, newMailBody, threadJson } from './mail-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import {
  bodyProblems,
  commonProblems,
  idempotencyHeaders,
  named,
  orderParams,
  problemResponses,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const number = (description: string, digits: number) =>
  Type.String({ pattern: `^[0-9]{1,${String(digits)}}$`, description, examples: ['0'] });

const mailParams = Type.Object({ ...orderParams.properties, mail: number('id of a mail', 15) });
const pictureParams = Type.Object({ ...mailParams.properties, nth: number('of its pictures, from 0', 2) });
const pictureSchema = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });

const lookProblems = ['role-forbidden', 'order-refused', 'locked-out', ...commonProblems] as const;

/** Bytes: the longest mail, four of them to a character or six to an escape, and what stands around it. */
const largestTyped = 128 * 1024;

/** Mails of an order. */
export function mailRoutes(app: Api, desk: MailDesk): void {
  app.get(
    '/orders/:number/mails',
    {
      schema: {
        operationId: 'getMailThread',
        summary: 'The mails of an order',
        tags: ['work'],
        params: orderParams,
        response: {
          200: { description: 'The thread', ...named('MailThread') },
          ...problemResponses(...lookProblems),
        },
      },
    },
    async (request) => {
      return threadJson(await fromUseCase(desk.thread(principalOf(request), request.params.number)));
    },
  );

  app.post(
    '/orders/:number/mails',
    {
      bodyLimit: largestTyped,
      schema: {
        operationId: 'writeMail',
        summary: 'Write to the customer of an order',
        description:
          'By mail or SMS. Numbers, addresses and sites other than the shop’s are hidden in it, and `hidden` says how many there were.',
        tags: ['work'],
        params: orderParams,
        headers: idempotencyHeaders,
        body: newMailBody,
        response: {
          201: { description: 'The mail as it is sent', ...named('Mail') },
          ...problemResponses(
            ...bodyProblems,
            ...lookProblems,
            'mail-off',
            'no-mail-address',
            'sms-off',
            'no-phone-number',
            'sms-do-not-contact',
            'sms-destination',
            'sms-hours',
            'sms-day-limit',
            'too-many-mails',
            'idempotency-key-reused',
          ),
        },
      },
    },
    async (request, reply) => {
      const { 'idempotency-key': idempotencyKey } = request.headers;
      const typed = { ...request.body, idempotencyKey };
      const mail = await fromUseCase(desk.write(principalOf(request), request.params.number, typed));
      return reply.code(201).send(mailJson(mail));
    },
  );

  app.get(
    '/orders/:number/mails/:mail',
    {
      schema: {
        operationId: 'readMail',
        summary: 'A mail with its text',
        tags: ['work'],
        params: mailParams,
        response: {
          200: { description: 'The mail', ...named('Mail') },
          ...problemResponses('not-found', ...lookProblems),
        },
      },
    },
    async (request) => {
      const { number: order, mail } = request.params;
      return mailJson(await fromUseCase(desk.read(principalOf(request), order, Number(mail))));
    },
  );

  app.get(
    '/orders/:number/mails/:mail/pictures/:nth',
    {
      schema: {
        operationId: 'getMailPicture',
        summary: 'A picture of a mail',
        description: 'Encoded again when it came in: it has no metadata.',
        tags: ['work'],
        params: pictureParams,
        response: {
          200: { description: 'JPEG or PNG', content: { 'image/*': { schema: pictureSchema } } },
          ...problemResponses('not-found', ...lookProblems),
        },
      },
    },
    async (request, reply) => {
      const { number: order, mail, nth } = request.params;
      const picture = await fromUseCase(desk.picture(principalOf(request), order, Number(mail), Number(nth)));
      void reply.header('cache-control', 'private, no-store').type(picture.type);
      return Buffer.from(picture.bytes);
    },
  );

  app.get(
    '/orders/:number/mail-draft',
    {
      schema: {
        operationId: 'getMailDraft',
        summary: 'What one has begun to write to the customer of an order',
        tags: ['work'],
        params: orderParams,
        response: {
          200: { description: 'The draft; an empty text for none', ...draftBody },
          ...problemResponses(...lookProblems),
        },
      },
    },
    async (request) => ({ text: await fromUseCase(desk.draft(principalOf(request), request.params.number)) }),
  );

  app.put(
    '/orders/:number/mail-draft',
    {
      bodyLimit: largestTyped,
      schema: {
        operationId: 'keepMailDraft',
        summary: 'Keep what one has begun to write',
        description: 'For its author alone, and as it was typed. Sending a mail drops it.',
        tags: ['work'],
        params: orderParams,
        body: draftBody,
        response: {
          204: { description: 'It is kept' },
          ...problemResponses(...bodyProblems, ...lookProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(desk.keepDraft(principalOf(request), request.params.number, request.body.text));
      return reply.code(204).send();
    },
  );
}

/** For administrators, who answer for what the shop keeps of people. */
export function mailForgetRoutes(app: Api, forgetting: MailForgetting): void {
  app.delete(
    '/orders/:number/mails',
    {
      schema: {
        operationId: 'forgetMails',
        summary: 'Delete all mails of the customer of an order, of all their orders',
        description: 'The customer’s right. Calls stay as they are; backups keep mails until they age out.',
        tags: ['administration'],
        params: orderParams,
        response: {
          204: { description: 'They are deleted' },
          ...problemResponses('role-forbidden', 'order-refused', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(forgetting.forget(principalOf(request), request.params.number));
      return reply.code(204).send();
    },
  );
}
