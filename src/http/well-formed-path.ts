/**
 * Makes a path readable whose percent-encoding (RFC 3986, section 2.1) is broken: `%zz` then means the three
 * characters. The router would refuse the URL with an answer of its own, and an order number that can be none
 * must be answered like one that is unknown.
 */
export function wellFormedPath(url: string): string {
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}
