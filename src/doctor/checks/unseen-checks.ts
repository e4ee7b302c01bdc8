import type { Facts } from '../facts';
import type { Finding } from '../finding';

/** Reports what could not be inspected: its state is unknown, not healthy. */
export function unseenChecks({ unseen }: Facts): Finding[] {
  return unseen.map(({ what, why, remedy }) => ({
    slug: 'not-looked-at',
    severity: 'medium',
    subject: what,
    what: `It could not be looked at: ${why}`,
    why: 'What is not looked at may be open.',
    mend: { where: 'as docs/doctor.md says', line: remedy },
  }));
}
