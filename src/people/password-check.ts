import type { FastifyRequest } from 'fastify';
import type { SignIn } from './sign-in';
import { signedInOf } from './authentication';
import { clientNetwork } from '#http/client-network';
import { faultOfBody, fromPort, Problem } from '#http/problem';
import type { Fault } from '#http/problem';

/**
 * Whoever is signed in types the password once more. Counts as a sign-in does: a page that was left open is no way to
 * guess it.
 * @param pointer where in the body it stands
 * @returns the hash that it was held against, or the fault `wrong`
 * @throws Problem `too-many-sign-ins`
 */
export async function checkPassword(
  request: FastifyRequest,
  signIn: SignIn,
  typed: string,
  pointer: string,
): Promise<{ passwordHash: string } | { fault: Fault }> {
  const { account } = signedInOf(request);
  const checked = await fromPort(signIn.checkPassword(account, typed, clientNetwork(request.ip)));
  if ('waitSeconds' in checked) throw tooManySignIns(checked.waitSeconds);
  const { passwordHash } = checked;
  return passwordHash === null ? { fault: wrongPassword(pointer) } : { passwordHash };
}

export function wrongPassword(pointer: string): Fault {
  return faultOfBody(pointer, 'wrong', 'must be the current password');
}

export function tooManySignIns(waitSeconds: number): Problem {
  return new Problem('too-many-sign-ins', { headers: { 'retry-after': String(waitSeconds) } });
}
