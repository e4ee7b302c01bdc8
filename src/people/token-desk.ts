import type { NewToken, TokenKeeper } from './token-book';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';

/** Keeping bearer tokens. Audited once done: a token that was made must be shown, whether the audit log answers or not. */
export class TokenDesk {
  constructor(
    private readonly tokens: TokenKeeper,
    private readonly trail: Pick<AuditTrail, 'after'>,
  ) {}

  /** @returns the token, which is shown only here @throws slug `manager-unknown` */
  async create(actor: Actor, token: NewToken): Promise<{ id: number; token: string }> {
    const made = await this.tokens.create(token);
    await this.trail.after({
      actor: actorOf(actor),
      action: 'token.create',
      subject: `token:${made.id}`,
      detail: { role: token.role, extension: token.role === 'manager' ? token.extension : null },
    });
    return made;
  }

  /** Makes a token worthless at once. @throws slug `token-unknown` */
  async revoke(actor: Actor, id: number): Promise<void> {
    await this.tokens.revoke(id);
    await this.trail.after({ actor: actorOf(actor), action: 'token.revoke', subject: `token:${id}` });
  }
}
