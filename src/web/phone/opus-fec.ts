/**
 * Asks for Opus with in-band forward error correction (RFC 7587, section 6.1): Asterisk's answers and offers leave the parameter out, and
 * a browser adds no correction for a receiver that has not asked for it. Packets are 20 ms, as Asterisk's.
 * @param sdp of the other side @returns the same with the parameter, for each Opus payload that it has
 */
export function withOpusFec(sdp: string): string {
  const payloads = [...sdp.matchAll(/^a=rtpmap:(\d+) opus\/48000\/2\r?$/gim)].map(
    ([, payload = '']) => payload,
  );
  return payloads.reduce<string>((text, payload) => {
    const fmtp = new RegExp(`^(a=fmtp:${payload} )([^\r\n]*)`, 'm');
    if (fmtp.test(text))
      return text.replace(fmtp, (_line, name: string, parameters: string) =>
        /(?:^|;)\s*useinbandfec=/.test(parameters)
          ? `${name}${parameters.replace(/useinbandfec=0/, 'useinbandfec=1')}`
          : `${name}${parameters};useinbandfec=1`,
      );
    return text.replace(
      new RegExp(`^(a=rtpmap:${payload} [^\r\n]*)(\r?\n)`, 'm'),
      `$1$2a=fmtp:${payload} useinbandfec=1$2`,
    );
  }, sdp);
}
