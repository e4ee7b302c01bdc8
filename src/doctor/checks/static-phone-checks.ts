import type { EndpointOptions, Facts, StaticPhoneFacts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import { endpointPlace, managerEndpoint } from './endpoint-checks';

const context = 'star7-short-codes';
const making = 'star7 phone static';

/** Checks the endpoints of pjsip.conf that are lent to phones in pages. */
export function staticPhoneChecks({ staticPhones: phones }: Facts): Finding[] {
  if (phones === null) return [];
  const { endpoints, guessable, managers } = phones;
  return [
    ...[...(endpoints ?? [])].flatMap(([name, options]) =>
      options === null ? missing(name) : wrong(name, options, phones),
    ),
    ...guessable.map(weak),
    ...when(managers !== null && managers > phones.count, {
      slug: 'static-phones-few',
      severity: 'low',
      subject: 'STAR7_STATIC_PHONES',
      what: `${String(managers)} managers may be on duty in a page, and there are ${String(phones.count)} endpoints for them.`,
      why: 'Who comes last is told that all are in use.',
      mend: { where: 'the lists of Star7 and of pjsip.conf', line: `${making} --make ${String(managers)} …` },
    }),
  ];
}

function missing(name: string): Finding[] {
  return [
    {
      slug: 'static-phone-missing',
      severity: 'high',
      subject: `endpoint ${name}`,
      what: 'STAR7_STATIC_PHONES names an endpoint that the running Asterisk does not have.',
      why: 'It cannot be lent to anybody.',
      mend: {
        where: 'pjsip.conf, then module reload res_pjsip.so',
        line: `#include <the file of ${making}>`,
      },
    },
  ];
}

function wrong(name: string, options: NonNullable<EndpointOptions>, phones: StaticPhoneFacts): Finding[] {
  const subject = `endpoint ${name}`;
  const where = endpointPlace(name);
  return [
    ...managerEndpoint(name, options),
    ...when(options['context'] !== context, {
      slug: 'static-phone-context',
      severity: 'high',
      subject,
      what: `A phone in a page calls in another context than ${context}.`,
      why: 'The gate lets pages dial short codes alone; whoever has the password and reaches Asterisk otherwise dials what that context has.',
      mend: { where, line: `context=${context}` },
    }),
    ...when(options['media_encryption'] !== 'dtls', {
      slug: 'static-phone-not-webrtc',
      severity: 'high',
      subject,
      what: 'The endpoint is none for a browser.',
      why: 'Browsers talk by DTLS-SRTP, ICE and rtcp-mux alone: each call ends at once.',
      mend: { where, line: 'webrtc=yes' },
    }),
    ...when(phones.isPbxHere && (options['acl'] ?? '') === '', {
      slug: 'static-phone-from-anywhere',
      severity: 'high',
      subject,
      what: 'The endpoint may register from any address.',
      why: 'Its password is the same each time, and each manager who had it may have kept it: with it, calls to orders of whoever has it now.',
      mend: { where, line: 'deny=0.0.0.0/0.0.0.0,::/0   and   permit=127.0.0.0/255.0.0.0,::1/128' },
    }),
  ];
}

function weak(name: string): Finding {
  return {
    slug: 'static-phone-weak-password',
    severity: 'high',
    subject: `endpoint ${name}`,
    what: 'The password can be guessed: it is short, or made of words, names or rows of keys.',
    why: 'It is the same for as long as the endpoint is there.',
    mend: { where: 'the lists of Star7 and of pjsip.conf', line: `${making}   (which makes new ones)` },
  };
}
