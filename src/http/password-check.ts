import type { FastifyRequest } from 'fastify';
import type { SignIn } from '../calls/sign-in';
import { signedInOf } from './authentication';
import { clientNetwork } from './client-network';
import { faultOfBody, fromPort, Problem } from './problem';
import type { Fault } from './problem';

/**
 * Whoever is signed in types the password once more. Counts as a sign-in does: a page that was left open is no way to
 * guess it.
 * @param pointer where in the body it stands
 * @returns the fault `wrong`, or none
 * @throws Problem `too-many-sign-ins`
 */
export async function checkPassword(
  request: FastifyRequest,
  signIn: SignIn,
  typed: string,
  pointer: string,
): Promise<Fault[]> {
  const { account } = signedInOf(request);
  const right = await fromPort(signIn.isPassword(account, typed, clientNetwork(request.ip)));
  if (typeof right === 'object') throw tooManySignIns(right.waitSeconds);
  return right ? [] : [faultOfBody(pointer, 'wrong', 'must be the password as it is now')];
}

export function tooManySignIns(waitSeconds: number): Problem {
  return new Problem('too-many-sign-ins', { headers: { 'retry-after': String(waitSeconds) } });
}
