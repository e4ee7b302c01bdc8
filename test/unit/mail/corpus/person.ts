import type { Random } from '../../../../src/kernel/random';

/** What a person's mails give away: invented, and recognisable wherever it turns up. */
export interface Person {
  name: string;
  address: string;
  otherAddress: string;
  /** Of the first address. */
  domain: string;
  /** The employer's site. */
  site: string;
  /** National digits without the trunk prefix: `9161234567`. */
  phone: string;
  phoneInWords: string;
  homeAddress: string;
  publicAddress: string;
  sixAddress: string;
  machine: string;
  messenger: string;
}

const names = [
  'Иван Петров',
  'Анна Крылова',
  'Oleg Sokolov',
  'Мария Ветрова',
  'Denis Kuznetsov',
  'Ольга Лебедева',
];
const logins = ['ivan.petrov', 'a.krylova', 'oleg_sokolov', 'm-vetrova', 'denis.k', 'olga.lebedeva'];
const words = ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const letters = 'abcdefghijkmnpqrstuvwxyz';

export function personOf(random: Random): Person {
  const which = random.int(names.length);
  const tail = random.list(5, () => random.pick(Array.from(letters))).join('');
  const phone = `9${String(10 + random.int(70))}${random.list(7, () => String(1 + random.int(9))).join('')}`;
  const domain = `post-${tail}.ru`;
  const login = `${logins[which] ?? ''}${String(10 + random.int(89))}`;
  return {
    name: names[which] ?? '',
    address: `${login}@${domain}`,
    otherAddress: `home.${tail}@box-${tail}.com`,
    domain,
    site: `stroy-${tail}.ru`,
    phone,
    phoneInWords: `восемь ${Array.from(phone)
      .map((digit) => words[Number(digit)])
      .join(' ')}`,
    homeAddress: `192.168.${String(random.int(250))}.${String(2 + random.int(250))}`,
    publicAddress: `91.203.${String(random.int(250))}.${String(2 + random.int(250))}`,
    sixAddress: `2a02:6b8:${(4096 + random.int(60_000)).toString(16)}::${(4096 + random.int(60_000)).toString(16)}`,
    machine: `DESKTOP-${tail.toUpperCase()}7Q`,
    messenger: `@tg_${tail}`,
  };
}

/** As people write numbers. */
export function phoneForms(phone: string): string[] {
  const [code, one, two, three] = [phone.slice(0, 3), phone.slice(3, 6), phone.slice(6, 8), phone.slice(8)];
  return [
    `+7 (${code}) ${one}-${two}-${three}`,
    `8${phone}`,
    `8-${code}-${one}-${two}-${three}`,
    `+7${phone}`,
    `${code} ${one} ${two} ${three}`,
  ];
}
