/** What templates are for. Stable: stored, and words of the pages. */
export const templateSlugs = [
  'confirmation',
  'not-reached',
  'payment',
  'delivery',
  'sms-confirmation',
  'sms-not-reached',
  'sms-payment',
  'sms-delivery',
] as const;
export type TemplateSlug = (typeof templateSlugs)[number];

/** Whether it is for SMS, which have no subject. */
export function isOfSms(slug: TemplateSlug): boolean {
  return slug.startsWith('sms-');
}
