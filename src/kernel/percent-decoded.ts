/** A percent-encoded text (RFC 3986, section 2.1) as it was; a text that is not well-formed stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
