/**
 * Opus first, with in-band forward error correction (RFC 7587, section 6.1). What Asterisk offers lists its codecs in either order,
 * from one call to the next (seen with ARI on 22.10.1), and a browser takes the first; its parameters leave the correction out,
 * which a browser adds only for a receiver that asks for it.
 * @param sdp of the other side, offer or answer
 */
export function preferOpus(sdp: string): string {
  const payloads = [...sdp.matchAll(/^a=rtpmap:(\d+) opus\/48000\/2\r?$/gim)].map(
    ([, payload = '']) => payload,
  );
  const ordered = sdp.replace(/^(m=audio \d+ \S+) ([\d ]+)/m, (_line, media: string, list: string) => {
    const offered = list.split(' ');
    const isOpus = (payload: string): boolean => payloads.includes(payload);
    return [media, ...offered.filter(isOpus), ...offered.filter((one) => !isOpus(one))].join(' ');
  });
  return payloads.reduce<string>(withCorrection, ordered);
}

function withCorrection(sdp: string, payload: string): string {
  const parameters = new RegExp(`^(a=fmtp:${payload} )([^\\r\\n]*)`, 'm');
  if (!parameters.test(sdp)) {
    const name = new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)(\\r?\\n)`, 'm');
    return sdp.replace(name, `$1$2a=fmtp:${payload} useinbandfec=1$2`);
  }
  return sdp.replace(parameters, (_line, name: string, all: string) =>
    /(?:^|;)\s*useinbandfec=/.test(all)
      ? `${name}${all.replace('useinbandfec=0', 'useinbandfec=1')}`
      : `${name}${all};useinbandfec=1`,
  );
}
