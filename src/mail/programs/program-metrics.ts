import { sentResults } from '../mail-dispatcher';
import type { SentResult } from '../mail-dispatcher';
import { programSignIns, submittedResults } from './submission-server';
import type { ProgramSignIn, SubmittedResult } from './submission-server';
import type { MetricRegistry } from '#metrics/metric-registry';

/** What managers' own mail programs do, and copies for their mailboxes. */
export function programMetrics(
  registry: MetricRegistry,
  waiting: () => Promise<number>,
): {
  signedIn: (result: ProgramSignIn) => void;
  submitted: (result: SubmittedResult) => void;
  copied: (result: SentResult) => void;
} {
  const signIns = registry.counter('mail_program_sign_ins_total', 'Mail programs that gave a token', [
    'result',
  ]);
  const mails = registry.counter('mail_submissions_total', 'Mails from managers’ own mail programs', [
    'result',
  ]);
  const copies = registry.counter('mail_copy_tries_total', 'Tries to send a copy to a manager’s mailbox', [
    'result',
  ]);
  const queue = registry.gauge('mail_copies_waiting', 'Copies that wait to be sent', []);
  for (const result of programSignIns) signIns.inc({ result }, 0);
  for (const result of submittedResults) mails.inc({ result }, 0);
  for (const result of sentResults) copies.inc({ result }, 0);
  registry.onRead(async () => {
    queue.reset();
    const now = await waiting().catch(() => null);
    if (now !== null) queue.set({}, now);
  });
  return {
    signedIn: (result) => signIns.inc({ result }),
    submitted: (result) => mails.inc({ result }),
    copied: (result) => copies.inc({ result }),
  };
}
