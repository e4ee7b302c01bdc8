/** Decodes a percent-encoded text (RFC 3986, section 2.1); returns a malformed text unchanged. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
