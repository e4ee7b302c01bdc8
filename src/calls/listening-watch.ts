import type { FastifyRequest } from 'fastify';
import type { CallControl } from './engine/call-control';
import type { CallId } from './model/call-record';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import type { AccessWatch } from '#people/access-watch';
import type { ListeningPolicy } from '#settings/model/setting-rules';

export interface ListeningWatchParts {
  control: Pick<CallControl, 'isListening' | 'endListening'>;
  policy: () => Promise<ListeningPolicy>;
  access: Pick<AccessWatch, 'watch'>;
}

/**
 * Whoever listens does so no longer soon after they might not begin to any more: the account disabled, its role changed, the
 * session over, or listening switched off. So does whoever listens where nobody can say.
 */
export class ListeningWatch {
  /** What ends each watch, by call and supervisor: the last request is the one that counts. */
  readonly #watches = new Map<string, () => void>();

  constructor(private readonly parts: ListeningWatchParts) {}

  /** To be called once a request to listen was granted. */
  begin(request: FastifyRequest, principal: Principal, call: CallId): void {
    const { control, policy, access } = this.parts;
    const actor = actorOf(principal);
    const key = `${call} ${actor}`;
    this.#watches.get(key)?.();
    const mayGoOn = async (): Promise<boolean> =>
      control.isListening(call, actor) && (await policy()) !== 'off';
    // A supervisor on the phone need not touch the page.
    const unwatch = access.watch(request, principal, { idleToo: false, mayGoOn }, () => {
      this.#watches.delete(key);
      control.endListening(call, actor);
    });
    this.#watches.set(key, unwatch);
  }
}
