/**
 * Repairs broken percent-encoding (RFC 3986, section 2.1) in a path: `%zz` then means these three characters.
 * The router would reject the URL with its own answer, but an invalid order number must be answered like an
 * unknown one.
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
