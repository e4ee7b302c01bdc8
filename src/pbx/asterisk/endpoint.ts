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
