import { statuses } from './pdu';
import type { BindRequest } from './pdu';
import { openSession } from './smpp-link';
import type { LinkFault, SmppServer } from './smpp-link';
import type { Clock } from '#kernel/clock';

/** What a provider answered to an account. */
export interface BindTrial {
  fault: Exclude<LinkFault, 'already-bound'> | null;
  /** False without a fault: the account has a connection already, and may have no second one. */
  isBound: boolean;
  /** From the first byte to the answer. */
  milliseconds: number;
}

/** Binds, and takes leave at once: for commands, beside a Star7 that runs. What is delivered meanwhile is left for that one. */
export async function bindOnce(
  server: SmppServer,
  credentials: BindRequest,
  clock: Clock,
): Promise<BindTrial> {
  const before = clock.now();
  const { session, fault } = await openSession(server, credentials, {
    clock,
    onMessage: () => Promise.resolve(statuses.temporaryReceiverError),
    onEnd: () => undefined,
  });
  const milliseconds = Math.round((clock.now() - before) / 1000);
  if (session === null) {
    return { fault: fault === 'already-bound' ? null : fault, isBound: false, milliseconds };
  }
  await session.unbind();
  return { fault: null, isBound: true, milliseconds };
}
