import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** It takes two persons to see what is hidden: one asks, another approves. */
const persons = 2;

/** Checks that what is hidden can be seen at all, where the site has turned that on. */
export function revealChecks({ settings, database }: Facts): Finding[] {
  const named = database?.revealPersons ?? null;
  if (!settings.reveals || named === null) return [];
  return when(named < persons, {
    slug: 'reveal-few-persons',
    severity: 'low',
    subject: 'STAR7_REVEAL',
    what: `It is on, and ${named === 0 ? 'nobody is' : 'one person alone is'} named who may ask and approve.`,
    why: 'It takes two: nobody sees what is hidden when it must be seen, and originals of mails are kept for nothing.',
    mend: { where: 'a shell, or unset STAR7_REVEAL', line: 'star7 reveal persons --add <login>' },
  });
}
