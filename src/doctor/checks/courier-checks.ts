import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** Checks what couriers need: a company number that knows them, an own mobile, and a PIN. Nothing for a shop without couriers. */
export function courierChecks({ database }: Facts): Finding[] {
  const { couriers = null, dids = [] } = database ?? {};
  if (couriers === null || couriers.active === 0) return [];
  const { active, withoutPhone, withoutPin } = couriers;
  return [
    ...when(!dids.some(({ isForCouriers }) => isForCouriers), {
      slug: 'courier-number-missing',
      severity: 'low',
      subject: 'company numbers',
      what: 'No company number is for couriers.',
      why: 'Customers see STAR7_DEFAULT_DID when a courier calls, and a courier on another phone must press * before the courier number is asked for.',
      mend: {
        where: 'a shell, for a number whose calls reach Star7',
        line: 'star7 did set <number> --purpose couriers',
      },
    }),
    ...when(withoutPhone > 0, {
      slug: 'couriers-without-phone',
      severity: 'low',
      subject: `${String(withoutPhone)} of ${String(active)} couriers`,
      what: 'Their own mobile is not known.',
      why: 'They are not known by it, cannot call from the page, and customers who call back do not reach them.',
      mend: { where: 'a shell', line: 'star7 courier set <number> --phone-file -' },
    }),
    ...when(withoutPin > 0, {
      slug: 'couriers-without-pin',
      severity: 'low',
      subject: `${String(withoutPin)} of ${String(active)} couriers`,
      what: 'They have no PIN.',
      why: 'They cannot call from another phone, nor for orders of yesterday.',
      mend: { where: 'a shell', line: 'star7 courier pin <number>' },
    }),
  ];
}
