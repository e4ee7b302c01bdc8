import { reveal } from '#kernel/masked';
import { Random } from '#kernel/random';
import type { Region } from '#vault/phone-number';
import { readStatedNumbers } from '#vault/stated-numbers';
import type { StatedPlace } from '#vault/stated-numbers';

/** Whether the cell gives just these numbers, and this fault. Numbers stay out of the report of a failure. */
function gives(
  cell: string,
  numbers: string[],
  fault: string | null = null,
  country: Region | null = null,
): string {
  const read = readStatedNumbers(cell, { region: 'RU', country });
  const same = read.numbers.map(reveal).join() === numbers.join();
  return `${same ? 'as expected' : `other numbers (${String(read.numbers.length)})`}, ${read.fault ?? 'no fault'}, ${fault ?? 'no fault'}`;
}

const good = 'as expected, no fault, no fault';

describe('the cell of a telephone number', () => {
  it.each([
    ['+7 495 555-01-10, доб. 123', '123'],
    ['8 (495) 555-01-10 вн.123', '123'],
    ['тел. 8 495 555-01-10 (доб. 123)', '123'],
    ['+7 495 555-01-10, доб. 70#w81', '70#p81'],
    ['+7 495 555-01-10,,,,70#81', 'pppp70#81'],
    ['8 495 555-01-10w*7p81', 'p*7p81'],
  ])('has an extension with its pauses, case %#', (cell, extension) => {
    expect(gives(cell, [`+74955550110;ext=${extension}`])).toBe(good);
  });

  it.each(['+7 495 555-01-10,,,,,,70#81', '+7 495 555-01-10 доб. 12345678901'])(
    'has an extension that cannot be dialled, case %#',
    (cell) => {
      expect(gives(cell, [], 'has-extension')).toBe('as expected, has-extension, has-extension');
    },
  );

  it.each([
    '+7 (916) 555-01-01',
    '8 916 555 01 01',
    '9165550101',
    'tel:+79165550101',
    'tel://+79165550101',
    "'+79165550101",
    '79165550101.0',
    '7.9165550101E+10',
    '+7‑916‑555‑01‑01',
    '＋７９１６５５５０１０１',
    '+7 916 555-01-01 (WhatsApp)',
    '8 (916) 555-01-01 Иван',
    '+7 +7 916 555 01 01',
    '+7 8 916 555 01 01',
    '8107 916 555 01 01',
    '007 916 555 01 01',
    '="+79165550101"',
    '8.916.555.01.01',
    '8_916_555_01_01',
    '"+79165550101"',
    '+79165550101\n',
    'https://wa.me/79165550101',
    '79165550101@s.whatsapp.net',
    'т. 8-916-555-01-01',
    'тел.: 8-916-555-01-01',
    'моб 89165550101',
    '+7-916-555-01-01.',
    '8 916 555 01 01, 8 916 555 01 01',
  ])('is read as one Russian number, case %#', (cell) => {
    expect(gives(cell, ['+79165550101'])).toBe(good);
  });

  it.each([
    '+79165550109, +74955550110',
    '8 916 555-01-09 / 8 495 555-01-10',
    '89165550109; 84955550110',
    '8 916 555-01-09 или 8 495 555-01-10',
    '89165550109\n84955550110',
  ])('has two numbers, case %#', (cell) => {
    expect(gives(cell, ['+79165550109', '+74955550110'])).toBe(good);
  });

  it.each([
    ['37061523635', '+37061523635'],
    ['3725312573', '+3725312573'],
    ['380671370001', '+380671370001'],
    ['375291234567', '+375291234567'],
    ['77011234567', '+77011234567'],
    ['998901234567', '+998901234567'],
    ['004915112345678', '+4915112345678'],
    ['996556834379', '+996556834379'],
    ['37491234567', '+37491234567'],
  ])('without a plus belongs to the country whose code it has, case %#', (cell, number) => {
    expect(gives(cell, [number])).toBe(good);
  });

  it.each([
    ['0909194127', 'TH', '+66909194127'],
    ['0427 259 636', 'AU', '+61427259636'],
    ['7700371292', 'JE', '+447700371292'],
    ['1536242971', 'GB', '+441536242971'],
    ['888-837-1292', 'US', '+18888371292'],
    ['9173145347', 'US', '+19173145347'],
    ['0306 2925932', 'PK', '+923062925932'],
    ['3174712926', 'PK', '+923174712926'],
    ["'+92 03330821585", 'PK', '+923330821585'],
    ["'+92 +92 342 8753194", 'PK', '+923428753194'],
    ['380671370001', 'RU', '+380671370001'],
    ['+61413994589', 'RU', '+61413994589'],
  ] as const)('is read in the country of its row, case %#', (cell, country, number) => {
    expect(gives(cell, [number], null, country)).toBe(good);
  });

  it('is nobody else’s number in another country', () => {
    // Ten digits that are a Russian number, in a row of Australia.
    expect(gives('9165550101', [], 'invalid-for-region', 'AU')).toMatch(
      /^as expected, (invalid-for-region|too-long)/,
    );
  });

  it.each(['923063000000', '79161200000', '7.91656E+10', '9.23343E+11', '79161200000.0', '7,91656E+10'])(
    'that a spreadsheet has rounded is refused, case %#',
    (cell) => {
      expect(gives(cell, [], 'rounded')).toBe('as expected, rounded, rounded');
    },
  );

  it('whose last digits are zeros stays if somebody wrote it', () => {
    expect(gives('8 (800) 500-00-00', ['+78005000000'])).toBe(good);
  });

  it.each([
    ['', 'empty'],
    ['+7 (___) ___-__-__', 'empty'],
    ['+7 (000) 000-00-00', 'invalid-for-region'],
    ['8916555O114', 'not-a-number'],
    ['x'.repeat(300), 'too-long'],
  ])('cannot be read, case %#', (cell, fault) => {
    expect(gives(cell, [], fault)).toBe(`as expected, ${fault}, ${fault}`);
  });

  it('gives the number that can be read beside one that cannot', () => {
    expect(gives('89165550109, 8 916 55', ['+79165550109'], 'too-short')).toMatch(
      /^as expected, (?!no fault)/,
    );
  });

  it.each([
    ['+7 495 555-01-12 доб. 12', '+74955550112;ext=12'],
    ['8 (495) 555-01-12, доб. 12', '+74955550112;ext=12'],
    ['84955550112 ext 13', '+74955550112;ext=13'],
    ['+74955550112,,13', '+74955550112;ext=pp13'],
  ])('keeps an extension with its number, case %#', (cell, contact) => {
    expect(gives(cell, [contact])).toBe(good);
  });
});

it('a Russian mobile number in its usual forms is what the numbering plans say it is', () => {
  const random = new Random(20261130);
  const places: StatedPlace[] = [
    ...(['RU', 'KZ', 'US', 'DE'] as const).flatMap((region) => [
      { region, country: null },
      { region, country: 'RU' as const },
      { region, country: 'BY' as const },
    ]),
  ];
  const digits = (length: number): string => random.list(length, () => String(random.int(10))).join('');
  let [same, found] = [0, 0];
  for (let turn = 0; turn < 12_000; turn += 1) {
    const tail = random.chance(0.1) ? '0000000' : digits(7);
    const parts = [
      `9${String(turn % 100).padStart(2, '0')}`,
      tail.slice(0, 3),
      tail.slice(3, 5),
      tail.slice(5),
    ];
    const prefix = random.pick(['+7', '8', '7']);
    const cell = random.pick([
      `${prefix}${parts.join('')}`,
      `${prefix} (${parts[0]}) ${parts.slice(1).join('-')}`,
      `${prefix}(${parts[0]})${parts.slice(1).join('')}`,
      `${prefix} ${parts.join(' ')}`,
      `${prefix}-${parts.join('-')}`,
    ]);
    const place = random.pick(places);
    // With an invisible character behind it, it is read by the plans.
    const [short, long] = [cell, `${cell}\u200b`].map((text) => {
      const { numbers, fault } = readStatedNumbers(text, place);
      return [...numbers.map(reveal), fault].join();
    });
    if (short === long) same += 1;
    if (short?.startsWith('+79') === true) found += 1;
  }
  expect(same).toBe(12_000);
  expect(found).toBeGreaterThan(6000);
});
