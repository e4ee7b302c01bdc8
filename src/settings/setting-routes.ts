import type { LiveSettings } from './live-settings';
import { SettingFaultsError } from './live-settings';
import { actorOf } from '#kernel/principal';
import type { AuditTrail } from '#audit/audit-trail';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { faultOfBody, fromPort, Problem } from '#http/problem';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { settingChangesBody, settingsJson } from './setting-json';

/** Bytes: the terms in two languages. */
const largestChange = 256 * 1024;

/** What administrators change while Star7 runs. */
export function settingRoutes(
  app: Api,
  settings: Pick<LiveSettings, 'list' | 'change'>,
  trail: AuditTrail,
): void {
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
    async () => settingsJson(await fromPort(settings.list())),
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
    async (request) => {
      const actor = actorOf(principalOf(request));
      const changes = request.body;
      await fromPort(settings.change(changes, actor).catch(orFaults));
      await trail.after({
        actor,
        action: 'settings.change',
        subject: null,
        detail: { changed: Object.keys(changes).join(',') },
      });
      return settingsJson(await fromPort(settings.list()));
    },
  );
}

function orFaults(error: unknown): never {
  if (!(error instanceof SettingFaultsError)) throw error;
  throw new Problem('invalid-request', {
    faults: error.faults.map(({ name, code, detail }) => faultOfBody(`#/${name}`, code, detail)),
  });
}
