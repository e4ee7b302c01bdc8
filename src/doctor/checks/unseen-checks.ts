import type { Facts } from '../facts';
import type { Finding } from '../finding';

/** Reports what could not be inspected: its state is unknown, not healthy. */
export function unseenChecks({ unseen }: Facts): Finding[] {
  return unseen.map(({ what, why, remedy }) => ({
    slug: 'not-looked-at',
    severity: 'medium',
    subject: what,
    what: `It could not be checked: ${why}`,
    why: 'An unchecked part may be open.',
    mend: { where: 'see docs/doctor.md', line: remedy },
  }));
}
