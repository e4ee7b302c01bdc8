import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import { echoCode } from '#phone/model/echo-code';

const shortCodes = 'star7-short-codes';
const deskPhones = 'star7-desk-phones';

/** Checks what phones that Star7 makes need of the dialplan and of PJSIP: those in pages, and those on desks outside. */
export function phoneSetUpChecks({ pbx, settings }: Facts): Finding[] {
  const { dialplan = null, console: seen = null } = pbx ?? {};
  const { deskPhoneTransport: transport, trustsProxies } = settings;
  const lines = dialplan?.lines ?? [];
  const has = (context: string): boolean => lines.some((line) => line.context === context);
  const hasEcho = lines.some(
    ({ context, extension, application }) =>
      context === shortCodes && extension === echoCode && application === 'Echo',
  );
  return [
    ...when(has(shortCodes) && !hasEcho, {
      slug: 'echo-test-missing',
      severity: 'low',
      subject: `context ${shortCodes}`,
      what: `The dialplan has no echo test at ${echoCode}.`,
      why: '“Hear yourself” in the page is not answered, and counts as a wrong order number.',
      mend: {
        where: 'star7-extensions.conf of this release, then dialplan reload',
        line: `exten => ${echoCode},1,Answer()   and   same => n,Echo()`,
      },
    }),
    ...when(transport !== null && dialplan !== null && !has(deskPhones), {
      slug: 'desk-phone-context-missing',
      severity: 'high',
      subject: `context ${deskPhones}`,
      what: 'The dialplan has no context for desk phones that Star7 sets up.',
      why: 'They can be rung, and can call nobody.',
      mend: {
        where: 'extensions.conf, then dialplan reload',
        line: '#include star7-extensions.conf of this release',
      },
    }),
    ...when(transport !== null && seen !== null && !seen.sip.tlsTransports.includes(transport), {
      slug: 'desk-phone-transport-missing',
      severity: 'high',
      subject: `transport ${transport ?? ''}`,
      what: 'PJSIP has no TLS transport of this name.',
      why: 'Desk phones that Star7 sets up reach nobody, and cannot be rung.',
      mend: {
        where: 'pjsip.conf, as in dialplan/pjsip-tls.sample.conf; or STAR7_DESK_PHONE_TRANSPORT',
        line: `[${transport ?? ''}]   type=transport   protocol=tls`,
      },
    }),
    ...when(transport !== null && !trustsProxies, {
      slug: 'desk-phone-proxy-missing',
      severity: 'high',
      subject: 'STAR7_HTTP_TRUSTED_PROXIES',
      what: 'Desk phones fetch their files from Star7, which trusts no proxy.',
      why: 'Whoever comes through a proxy counts as somebody in the office: files are given out without TLS, and all share one limit of tries.',
      mend: {
        where: 'Star7’s settings',
        line: 'STAR7_HTTP_TRUSTED_PROXIES=127.0.0.1   (the address of the proxy with TLS)',
      },
    }),
  ];
}
