import { Type } from '@sinclair/typebox';
import type { MailBoxDesk } from './mail-box';
import { boxedMailJson, boxedMailSchema } from './mail-json';
import type { TemplateDesk } from './mail-templates';
import { longestSubject } from './model/mail';
import { templateFields } from './model/mail-templates';
import { templateSlugs } from './model/template-slugs';
import type { MailTemplate } from './model/mail-templates';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  oneOf,
  orderParams,
  orNull,
  pageQuery,
  problemResponses,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { languages } from '#kernel/language';

const boxQuery = Type.Object(
  {
    unread: Type.Boolean({ default: false, description: 'only mails of customers that nobody has read' }),
    search: Type.Optional(
      Type.String({
        maxLength: 100,
        description:
          'words of subjects and texts, in any case; the newest 2,000 mails are searched. Numbers and addresses are hidden in them, and never found',
      }),
    ),
    ...pageQuery,
  },
  { additionalProperties: false },
);

/** Characters of a template. */
const longestTemplate = 5000;

const templateSchema = Type.Object({
  slug: oneOf(templateSlugs, 'what it is for'),
  language: oneOf(languages, 'of its words'),
  subject: Type.String(),
  text: Type.String({ description: 'plain text' }),
});
const templatesSchema = Type.Object({ items: Type.Array(templateSchema) });

const templateParams = Type.Object({
  slug: oneOf(templateSlugs, 'what it is for'),
  language: oneOf(languages, 'of its words'),
});

const templateBody = Type.Object(
  {
    subject: Type.String({ maxLength: longestSubject }),
    text: Type.String({
      maxLength: longestTemplate,
      description: `plain text; these stand for what the order has: ${templateFields.map((field) => `{${field}}`).join(', ')}. A line with one that the order has nothing for is left out`,
    }),
  },
  {
    additionalProperties: false,
    examples: [{ subject: 'Ваш заказ {order}', text: 'Здравствуйте, {customer}!' }],
  },
);

/** Mails of all one's orders, and templates for new ones. */
export function mailBoxRoutes(app: Api, box: MailBoxDesk, templates: TemplateDesk): void {
  app.get(
    '/mails',
    {
      schema: {
        operationId: 'listMails',
        summary: 'Mails of one’s orders, the newest first',
        description: 'Managers: of their own; supervisors and administrators: of all. Without texts.',
        tags: ['work'],
        querystring: boxQuery,
        response: {
          200: {
            description: 'A page of mails; of a search all that is found, at most 50',
            ...Type.Object({
              items: Type.Array(boxedMailSchema),
              next: orNull(Type.String({ description: 'for `after` of the next page; null at the end' })),
              cut: Type.Boolean({ description: 'older mails were not searched' }),
            }),
          },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { query } = request;
      const { rows, next, isCut } = await fromUseCase(
        box.list(principalOf(request), query, pageRequest(query)),
      );
      return { items: rows.map(boxedMailJson), next, cut: isCut };
    },
  );

  app.get(
    '/orders/:number/mail-templates',
    {
      schema: {
        operationId: 'listFilledMailTemplates',
        summary: 'Templates with what an order has',
        tags: ['work'],
        params: orderParams,
        response: {
          200: { description: 'The templates, filled in', ...templatesSchema },
          ...problemResponses('role-forbidden', 'order-refused', 'locked-out', ...commonProblems),
        },
      },
    },
    async (request) => ({
      items: (await fromUseCase(templates.filled(principalOf(request), request.params.number))).map(
        templateJson,
      ),
    }),
  );
}

/** For supervisors and administrators. */
export function mailTemplateRoutes(app: Api, templates: TemplateDesk): void {
  app.get(
    '/mail-templates',
    {
      schema: {
        operationId: 'listMailTemplates',
        summary: 'Templates of mails as they are written',
        tags: ['supervision'],
        response: {
          200: { description: 'All of them, in both languages', ...templatesSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({ items: (await fromUseCase(templates.list())).map(templateJson) }),
  );

  app.put(
    '/mail-templates/:slug/:language',
    {
      schema: {
        operationId: 'changeMailTemplate',
        summary: 'Change a template of mails',
        tags: ['supervision'],
        params: templateParams,
        body: templateBody,
        response: {
          200: { description: 'The template as it is now', ...templateSchema },
          ...problemResponses('not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { slug, language } = request.params;
      const changed = templates.change(principalOf(request), { slug, language, ...request.body });
      return templateJson(await fromUseCase(changed));
    },
  );
}

function templateJson({ slug, language, subject, text }: MailTemplate) {
  return { slug, language, subject, text };
}
