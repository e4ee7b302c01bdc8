/**
 * The endpoint behind a channel: what the phone authenticated as, which no caller ID can forge.
 * `PJSIP/101-0000002a` is endpoint 101. The dash that counts is the last: endpoints' names may have dashes too.
 *
 * Source: chan_pjsip_new() in Asterisk's channels/chan_pjsip.c names a channel `PJSIP/%s-%08lx`.
 * @returns null for channels that no phone authenticated (Local, Message), and for other technologies: in
 * `DAHDI/i1/79161234567-1` what stands there is the caller's number
 */
export function endpointOf(channelName: string): string | null {
  return /^PJSIP\/([0-9A-Za-z._-]{1,80})-[0-9a-f]{8,16}$/.exec(channelName)?.[1] ?? null;
}

/** Whether it can be the name of a PJSIP endpoint, and an argument of a dialplan function. */
export function isEndpointName(name: string): boolean {
  return /^[0-9A-Za-z._-]{1,80}$/.test(name);
}

/**
 * The dial strings in a value of PJSIP_DIAL_CONTACTS: `PJSIP/101/sip:101@192.0.2.1:5060`, joined by `&`.
 * Source: pjsip_acf_dial_contacts_read() in Asterisk's channels/pjsip/dialplan_functions.c; contacts that do not answer
 * OPTIONS are left out.
 */
export function devicesIn(value: unknown, endpoint: string): string[] {
  if (typeof value !== 'string') return [];
  const start = `PJSIP/${endpoint}/`;
  // A contact may contain an ampersand itself.
  return value
    .split(`&${start}`)
    .map((one) => (one.startsWith(start) ? one : `${start}${one}`))
    .filter((one) => /^sips?:[!-~]+$/.test(one.slice(start.length)));
}
