import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** Checks the TURN server that relays the sound of pages behind strict networks. */
export function turnChecks({ turn }: Facts): Finding[] {
  if (turn === null) return [];
  const { server, answers, letsIn, isOpen } = turn;
  const subject = `TURN server ${server}`;
  return [
    ...when(!answers, {
      slug: 'turn-down',
      severity: 'medium',
      subject,
      what: 'It does not answer over UDP.',
      why: 'Managers whose network lets no UDP out to Asterisk hear nothing.',
      mend: { where: 'the machine with coturn, and its firewall', line: 'systemctl status coturn' },
    }),
    ...when(answers && !letsIn, {
      slug: 'turn-refuses',
      severity: 'medium',
      subject,
      what: 'It refuses the credentials that Star7 makes.',
      why: 'Pages cannot use it: its secret is another one, or its clock is wrong.',
      mend: { where: 'turnserver.conf', line: 'static-auth-secret=<as STAR7_TURN_SECRET>' },
    }),
    ...when(isOpen, {
      slug: 'turn-open',
      severity: 'high',
      subject,
      what: 'It relays to addresses that are not Asterisk’s.',
      why: 'Whoever has a manager’s page open reaches your network through it.',
      mend: {
        where: 'turnserver.conf, with Asterisk’s address in allowed-peer-ip',
        line: 'denied-peer-ip=0.0.0.0-255.255.255.255',
      },
    }),
  ];
}
