import { useTranslation } from 'react-i18next';

/** What went wrong with a shop or with one of its orders, in words; the slug where there are none. */
export function useReason(): (slug: string) => string {
  const { t } = useTranslation('admin');
  return (slug) => {
    if (slug.startsWith('shop-') || slug === 'internal')
      return t(`shops.faults.${slug}` as 'shops.faults.internal', { defaultValue: slug });
    const key = slug.startsWith('phone') && slug !== 'phone-rounded' ? 'phone' : slug;
    return t(`shops.reasons.${key}` as 'shops.reasons.phone', { defaultValue: slug });
  };
}
