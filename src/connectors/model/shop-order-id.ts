/** A shop's id of an order, as it is kept. */
const idPattern = /^[\x21-\x7e]{1,128}$/;

export function isShopOrderId(id: string): boolean {
  return idPattern.test(id) && !id.includes('@');
}

/** Digits side by side by which an id gives a number away. */
const tellingDigits = 7;

/** RFC 9562: made at random, whatever digits it has. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether an id shares seven digits with one of the order's numbers: some shops number orders by the customer's phone. */
export function tellsPhone(id: string, phones: readonly string[]): boolean {
  if (uuid.test(id)) return false;
  const digits = id.replace(/\D/g, '');
  return phones.some((phone) => {
    const number = phone.replace(/\D/g, '');
    for (let from = 0; from + tellingDigits <= number.length; from += 1) {
      if (digits.includes(number.slice(from, from + tellingDigits))) return true;
    }
    return false;
  });
}
