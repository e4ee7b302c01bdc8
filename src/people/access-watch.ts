import type { FastifyRequest } from 'fastify';
import type { Clock } from '#kernel/clock';
import type { Principal } from '#kernel/principal';
import { accessEnd } from './authentication';
import type { AccessEnd, CredentialBooks } from './authentication';

export interface WatchRules {
  /** Whether a session that lies unused ends it too: nobody uses theirs while a long file is on its way. */
  idleToo: boolean;
  /** What else must hold for the answer to go on; asked as often. */
  mayGoOn?: () => Promise<boolean>;
}

/**
 * Answers that go on for long (event streams, uploads, exports) end soon after what let them in would let them in no
 * more: a token revoked, a session over, an account disabled, other rights than before. So do they where nobody can say.
 */
export class AccessWatch {
  /** @param everySeconds how often the credential is asked about: a token may be revoked, a session end */
  constructor(
    private readonly books: CredentialBooks,
    private readonly clock: Clock,
    private readonly everySeconds = 15,
  ) {}

  /**
   * @param onEnd called once at most
   * @returns ends the watch; to be called when the answer is over, however that came
   */
  watch(
    request: FastifyRequest,
    principal: Principal,
    rules: WatchRules,
    onEnd: (why: AccessEnd) => void,
  ): () => void {
    let over = false;
    let cancel: () => void;
    const ask = async (): Promise<void> => {
      const why = await this.#end(request, principal, rules).catch(() => 'access-unknown' as const);
      if (over) return;
      if (why === null) later();
      else onEnd(why);
    };
    const later = (): void => {
      cancel = this.clock.after(this.everySeconds * 1000, () => void ask());
    };
    later();
    return () => {
      over = true;
      cancel();
    };
  }

  async #end(request: FastifyRequest, principal: Principal, rules: WatchRules): Promise<AccessEnd | null> {
    const why = await accessEnd(request, principal, this.books, rules.idleToo);
    if (why !== null || rules.mayGoOn === undefined) return why;
    return (await rules.mayGoOn()) ? null : 'rights-changed';
  }
}
