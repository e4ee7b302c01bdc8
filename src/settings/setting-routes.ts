import type { SettingDesk } from './setting-desk';
import { settingChangesBody, settingsJson } from './setting-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

/** Bytes: the terms in two languages. */
const largestChange = 256 * 1024;

/** What administrators change while Star7 runs. */
export function settingRoutes(app: Api, settings: SettingDesk): void {
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

  app.patch(
    '/settings',
    {
      bodyLimit: largestChange,
      schema: {
        operationId: 'changeSettings',
        summary: 'Change the given settings; null restores the default',
        description: 'Takes effect with the next call, session and sign-in.',
        tags: ['administration'],
        body: settingChangesBody,
        response: {
          200: { description: 'All of them as they are now', ...named('Settings') },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => settingsJson(await fromUseCase(settings.change(principalOf(request), request.body))),
  );
}
