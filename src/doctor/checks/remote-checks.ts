import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import { endpointPlace } from './endpoint-checks';

/** Checks what phones outside of the building, and those in pages, depend on. */
export function remoteChecks({ pbx }: Facts): Finding[] {
  const { endpoints = null, console: seen = null } = pbx ?? {};
  const sip = seen?.sip ?? null;
  const phones = [...(endpoints?.managers ?? [])].flatMap(([name, options]) =>
    options === null ? [] : [{ name, isListed: (options['acl'] ?? '') !== '' }],
  );
  return [
    ...phones.flatMap(({ name, isListed }) =>
      fromOutside(name, isListed, endpoints?.devices.get(name) ?? []),
    ),
    ...(sip?.weakPasswords ?? []).map(weakPassword),
    ...(phones.some(({ isListed }) => !isListed) ? (sip?.openTransports ?? []) : []).map(openTransport),
    ...(sip?.loopbackIdentities ?? []).map(loopbackIdentity),
    ...when(sip?.compactHeaders === true, {
      slug: 'compact-headers',
      severity: 'high',
      subject: 'PJSIP',
      what: 'Asterisk writes the names of SIP headers in their compact form.',
      why: 'The gate of phones in pages lets no such message through, since it can be read in two ways: these phones do not work.',
      mend: {
        where: 'pjsip.conf, section of type system; then restart Asterisk',
        line: 'compact_headers=no',
      },
    }),
  ];
}

/** @param devices as registered: each with its transport */
function fromOutside(
  name: string,
  isListed: boolean,
  devices: readonly { transport: string; isPublic: boolean }[],
): Finding[] {
  const outside = devices.filter(({ isPublic }) => isPublic);
  const isReadable = outside.some(({ transport }) => transport === 'udp' || transport === 'tcp');
  const subject = `endpoint ${name}`;
  const where = endpointPlace(name);
  return [
    ...when(isReadable, {
      slug: 'phone-outside-unencrypted',
      severity: 'high',
      subject,
      what: 'The phone is registered from a public address without TLS.',
      why:
        'Everybody on the way reads names, orders and conversations, and can use its answer to a challenge for another order; ' +
        'the port that it needs is tried by strangers all day.',
      mend: {
        where,
        line: 'transport=transport-tls   and   media_encryption=sdes (dialplan/pjsip-tls.sample.conf)',
      },
    }),
    ...when(outside.length > 0 && !isListed, {
      slug: 'phone-from-anywhere',
      severity: 'low',
      subject,
      what: 'The phone is registered from a public address, and its password works from any other.',
      why: 'A password that got out, from a phone that was sold or a backup of its settings, is a manager’s phone anywhere.',
      mend: { where, line: 'deny=0.0.0.0/0.0.0.0,::/0   and   permit=<the address of the home>' },
    }),
  ];
}

function weakPassword(name: string): Finding {
  return {
    slug: 'phone-weak-password',
    severity: 'high',
    subject: `endpoint ${name}`,
    what: 'The password of the phone can be guessed: it is short, or made of words, names or rows of keys.',
    why: 'Whoever has it calls the customers of this manager; strangers try passwords wherever SIP can be reached.',
    mend: {
      where: `pjsip.conf, section [${name}] of type auth; and in the phone`,
      line: 'password=   (the output of: openssl rand -hex 16)',
    },
  };
}

function openTransport(bind: string): Finding {
  return {
    slug: 'sip-udp-open',
    severity: 'medium',
    subject: `transport on ${bind}`,
    what: 'SIP without TLS can be reached at a public address, and not all phones have a list of addresses.',
    why: 'Passwords are tried there by strangers all day; what a phone at home sends there is read on the way.',
    mend: {
      where: 'pjsip.conf, section of type transport; or the firewall',
      line: 'bind=<the address in the office’s network>; phones outside use transport-tls',
    },
  };
}

function loopbackIdentity(name: string): Finding {
  return {
    slug: 'trunk-is-this-machine',
    severity: 'high',
    subject: `identify of endpoint ${name}`,
    what: 'Whatever comes from this machine itself is taken for this endpoint: its address is given without a port.',
    why: 'SIP of phones in pages comes from this machine, too, through Star7: their calls would be the trunk’s.',
    mend: {
      where: 'pjsip.conf, section of type identify',
      line: 'match=127.0.0.1:<port of the program>',
    },
  };
}
