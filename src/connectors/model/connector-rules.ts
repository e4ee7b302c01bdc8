/** The columns' widths, in characters. */
export const longestName = 100;
export const longestAddress = 500;
export const pollSecondsRange = { least: 30, most: 3600 } as const;
/** How far back the first synchronisation goes, days. */
export const sinceDaysRange = { least: 0, most: 3650 } as const;

/** Stable: pages translate them. */
export const connectorFaultCodes = [
  'name-empty',
  'address-invalid',
  'address-has-key',
  'prefix-invalid',
  'key-missing',
  'map-missing',
  'pointer-invalid',
  'field-unknown',
  'placeholder-missing',
  'body-invalid',
  'path-invalid',
] as const;
export type ConnectorFaultCode = (typeof connectorFaultCodes)[number];

/** Where a shop's interface is: nothing but scheme, host, port and path. */
export function isShopAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || text.length > longestAddress || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '';
}

/** Whether an address is that of an inbound webhook of Bitrix, whose path is all that authenticates. */
export function isHookAddress(address: string): boolean {
  return /\/rest\/\d+\/\w+/.test(address);
}
