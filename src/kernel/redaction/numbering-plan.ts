/*
 * What digits can be dialled: Rossvyaz's numbering plan for Russia and Kazakhstan, that of North America (NANP), and how
 * mobile numbers of neighbours begin (ITU-T E.164 and its national plans).
 */

/** Codes of Russian regions, and of calls that cost the caller nothing. */
const russianArea =
  /^(?:30[12]|33[6]|34[1-79]|35[1-3]|365|38[1-5]|39[0145]|40[1]|41[1356]|42[13467]|47[1-5]|48[1-7]|49[1-9]|80[0-9]|81[1-8]|82[01]|83[1-6]|84[0-8]|85[15]|86[1-9]|87[1-9])/;

/** A whole national or international number of a kind that people have in their pockets. */
export function isMobile(digits: string): boolean {
  return /^(?:[78]?9\d{9}|[78][348]\d{9}|447\d{8,9}|07\d{9}|37[45]\d{8,9}|380\d{9})$/.test(digits);
}

/** A whole number, with or without its country or trunk code. */
export function isWhole(digits: string): boolean {
  return /^(?:[78][3-9]\d{9}|[2-9]\d{9}|0\d{9,10}|1[2-9]\d{9}|00\d{10,13}|(?:375|380|44|49)\d{9,10})$/.test(
    digits,
  );
}

/** Whether digits alone are a number of Russia or North America. */
export function isDiallable(digits: string): boolean {
  return isMobile(digits) || /^(?:[78][3-9]\d{9}|1?[2-9]\d\d[2-9]\d{6})$/.test(digits);
}

/**
 * Whether ten digits can be dialled within a country as they are: a Russian mobile number or one behind a region's code,
 * one of North America (neither area nor exchange begins with 0 or 1), or one with a trunk prefix 0.
 */
export function isNational(digits: string): boolean {
  return /^(?:9|0[1-9]|[2-8]\d\d[2-9])/.test(digits) || russianArea.test(digits);
}
