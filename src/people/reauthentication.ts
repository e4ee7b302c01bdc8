import { tooManySignIns, wrongPassword } from './session-desk';
import type { SignIn } from './sign-in';
import type { Credential } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';

/** What somebody who is signed in types once more. */
export interface TypedProof {
  /** Of whoever has no authenticator. */
  password?: string | undefined;
  /** That the authenticator shows now. */
  code?: string | undefined;
  /** Where the request came from: what is wrong counts as a failed sign-in. */
  address: string;
}

/**
 * Somebody who is signed in says once more who they are (OWASP ASVS 5.0, 7.5.3): a session that was stolen, or a page that was left
 * open, does not do.
 */
export class Reauthentication {
  constructor(private readonly signIn: Pick<SignIn, 'checkAgain'>) {}

  /**
   * @throws RefusedError `role-forbidden` for a token, `too-many-sign-ins`, `invalid-input` (field `code` where the account has an
   * authenticator, else `password`)
   */
  async check(by: Credential, { password = '', code = '', address }: TypedProof): Promise<void> {
    if (!('login' in by)) throw new RefusedError('role-forbidden');
    const checked = await this.signIn.checkAgain({ login: by.login, password, code, address });
    if ('waitSeconds' in checked) throw tooManySignIns(checked.waitSeconds);
    if (checked.isRight) return;
    const wrongCode: FieldFault = {
      field: 'code',
      code: 'wrong',
      detail: 'must be the code that the authenticator shows now, and not have been used before',
    };
    throw new RefusedError('invalid-input', {
      faults: [checked.asked === 'code' ? wrongCode : wrongPassword('password')],
    });
  }
}
