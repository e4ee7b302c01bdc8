import type { Facts } from '../facts';
import type { Finding } from '../finding';
import type { LiveCall, LiveLeak, LiveManner } from '../live/live-result';

/** Checks the results of the test call. */
export function liveChecks({ live }: Facts): Finding[] {
  if (live === null) return [];
  const subject = `test call as manager ${live.manager} over trunk ${live.trunk}`;
  const broken = live.calls.filter(({ controlled, complete }) => !controlled || !complete);
  return [
    ...(['as-star7', 'unprotected', 'as-courier'] as const).flatMap((manner) => {
      const leaks = live.leaks.filter((leak) => leak.manner === manner);
      return leaks.length === 0 ? [] : [leaked(manner, leaks, subject)];
    }),
    ...(live.calls.some(({ textOf }) => textOf.length > 0) ? [passedText(live.calls, subject)] : []),
    ...(live.fault !== null || broken.length > 0 ? [provesNothing(live.fault, subject)] : []),
  ];
}

/** What a leak in each manner of joining means. */
const leakWords = {
  'as-star7': {
    slug: 'live-number-sent',
    who: 'The manager’s phone would have received',
    why: 'Every call of a manager with such a phone reveals the customer’s number.',
    where: 'pjsip.conf, at the phone’s and the trunk’s endpoint; the other findings name the option',
  },
  unprotected: {
    slug: 'live-number-sent-without-star7',
    who: 'Without Star7’s own protections the manager’s phone would have received',
    why: 'Only one layer protects the number; the protections of the endpoints alone do not suffice.',
    where: 'pjsip.conf, at the phone’s and the trunk’s endpoint; the other findings name the option',
  },
  'as-courier': {
    slug: 'live-number-sent-to-courier',
    who: 'A courier’s mobile would have received',
    why: 'Every call of a courier reveals the customer’s number.',
    where: 'pjsip.conf, at the trunk’s endpoint; the other findings name the option',
  },
} as const satisfies Record<LiveManner, { slug: Finding['slug']; who: string; why: string; where: string }>;

function leaked(manner: LiveManner, leaks: readonly LiveLeak[], subject: string): Finding {
  const places = [...new Set(leaks.map(({ where, form }) => `${where} (${form})`))];
  const most = 6;
  const shown =
    places.slice(0, most).join(', ') + (places.length > most ? ` and ${places.length - most} more` : '');
  const { slug, who, why, where } = leakWords[manner];
  const files = ['star7-manager-protections.conf', 'star7-trunk-protections.conf'];
  return {
    slug,
    severity: 'high',
    subject,
    what: `${who} the number: ${shown}.`,
    why,
    mend: {
      where,
      line: (manner === 'as-courier' ? files.slice(1) : files)
        .map((file) => `#include ${file}`)
        .join('   and   '),
    },
  };
}

function passedText(calls: readonly LiveCall[], subject: string): Finding {
  const senders = new Set(calls.flatMap(({ textOf }) => textOf));
  return {
    slug: 'live-text-passed',
    severity: 'medium',
    subject,
    what: `Text sent in mid-call was passed on: from ${[...senders].map((sender) => `the ${sender}`).join(' and ')}.`,
    why: 'A customer’s side can send the number to the manager’s phone as text, and no option of an endpoint prevents it.',
    mend: {
      where: 'modules.conf, [modules]; then restart Asterisk',
      line: 'noload=res_pjsip_messaging.so',
    },
  };
}

function provesNothing(fault: string | null, subject: string): Finding {
  return {
    slug: 'live-inconclusive',
    severity: 'high',
    subject,
    what: fault ?? 'The test call did not complete all its steps, or did not arrive at the customer’s side.',
    why: 'An empty result then proves nothing.',
    mend: {
      where: 'Asterisk’s messages, at the time of the call',
      line: 'star7 doctor --live --live-address <an address of this machine that Asterisk can send to>',
    },
  };
}
