import type { Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { SettingDesk } from './setting-desk';
import { settingChangesBody, settingsJson } from './setting-json';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

/** Bytes: the terms in two languages. */
const largestChange = 256 * 1024;

/** What administrators change while Star7 runs. */
export function settingRoutes(app: FastifyInstance, settings: SettingDesk): void {
  app.get(
    '/settings',
    {
      schema: {
        operationId: 'listSettings',
        summary: 'Settings that may change while Star7 runs',
        tags: ['administration'],
        response: {
          200: { description: 'All of them', ...named('Settings') },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => settingsJson(await fromUseCase(settings.list())),
  );

  app.patch<{ Body: Static<typeof settingChangesBody> | undefined }>(
    '/settings',
    {
      bodyLimit: largestChange,
      schema: {
        operationId: 'changeSettings',
        summary: 'Change what is named; null takes the default again',
        description: 'The next call, session and sign-in go by it.',
        tags: ['administration'],
        body: settingChangesBody,
        response: {
          200: { description: 'All of them as they are now', ...named('Settings') },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) =>
      settingsJson(await fromUseCase(settings.change(principalOf(request), request.body ?? {}))),
  );
}
