/** Characters. */
export const longestUrl = 500;
/** Addresses that a site may have. */
export const mostWebhooks = 20;

/** What can be wrong with an address. Stable. */
export const webhookFaultCodes = ['url-invalid', 'url-not-https', 'too-many-webhooks'] as const;
export type WebhookFaultCode = (typeof webhookFaultCodes)[number];

/** @returns the address in the form of `URL`, without a fragment; null for what is none, also with a password in it */
export function webhookUrlOf(text: string): URL | null {
  const stated = text.trim();
  if (!/^https?:\/\//i.test(stated) || !URL.canParse(stated)) return null;
  const url = new URL(stated);
  url.hash = '';
  return url.username === '' && url.password === '' && url.href.length <= longestUrl ? url : null;
}
