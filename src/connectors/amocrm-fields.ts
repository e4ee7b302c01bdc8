import { listAt, textAt, valueAt } from './model/json-pointer';
import type { ShopTime } from './model/shop-time';

/*
 * Fields of amoCRM's entities (`custom_fields_values`): those that amoCRM has given a code, and those that the account has added.
 */

/** Values of an entity's fields by the code that amoCRM gave them, or by the name that the account did. */
export function valuesOf(entity: unknown, name: RegExp): string[] {
  return listAt(entity, '/custom_fields_values')
    .filter((field) => name.test(textAt(field, '/field_code')) || name.test(textAt(field, '/field_name')))
    .flatMap((field) => listAt(field, '/values').map((each) => textAt(each, '/value')))
    .filter(Boolean);
}

/** Days are moments of midnight by the account's clock, which is taken to be the site's. */
export function ownField(field: unknown, time: ShopTime): object {
  const isDay = /^(?:date|date_time|birthday)$/.test(textAt(field, '/field_type'));
  const value = listAt(field, '/values').map((each) => {
    const seconds = textAt(each, '/value');
    return isDay && /^-?\d{1,11}$/.test(seconds)
      ? time.from(Number(seconds) * 1_000_000).slice(0, 10)
      : valueAt(each, '/value');
  });
  return { ...(field as object), value };
}
