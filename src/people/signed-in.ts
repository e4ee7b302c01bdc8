import type { Account, Session } from './accounts';
import type { Terms } from './terms';

/** What is still to be done before anything else may be asked for. */
export const signInSteps = ['new-password', 'terms'] as const;
export type SignInStep = (typeof signInSteps)[number];

/** A browser's session. */
export interface SignedIn extends Session {
  /** What the cookie holds. */
  token: string;
  steps: SignInStep[];
}

/** What is left to do for an account as it stands. @throws whatever the terms throw */
export async function stepsOf({ account }: Pick<Session, 'account'>, terms: Terms): Promise<SignInStep[]> {
  const { version } = await terms.current();
  return signInSteps.filter((step) =>
    step === 'terms' ? account.termsVersion !== version : account.mustChangePassword,
  );
}

/** A session after a change of its account. */
export async function withAccount(
  before: SignedIn,
  changes: Partial<Account>,
  terms: Terms,
): Promise<SignedIn> {
  const account = { ...before.account, ...changes };
  return { ...before, account, steps: await stepsOf({ account }, terms) };
}
