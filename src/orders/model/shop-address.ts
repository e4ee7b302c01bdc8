/** Characters. */
const longestAddress = 500;

/**
 * An address of the web as a shop states it for a product or its picture.
 * @returns in the form of `URL`; null for anything else, also with a name or password in it
 */
export function shopAddressOf(text: string): string | null {
  const stated = text.trim();
  if (stated.length > longestAddress || !/^https?:\/\//i.test(stated) || !URL.canParse(stated)) return null;
  const { username, password, href } = new URL(stated);
  return username === '' && password === '' ? href : null;
}

/** Whether an address is at one of the shop's hosts, which an administrator has listed. @param hosts in small letters */
export function isAtShop(address: string | null, hosts: readonly string[]): address is string {
  return address !== null && hosts.includes(new URL(address).host);
}
