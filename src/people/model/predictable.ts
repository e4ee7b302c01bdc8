/** The keys of a keyboard, row by row, with what they write in either layout. */
const keyboard = [
  ['1234567890-=', ''],
  ['qwertyuiop[]', 'йцукенгшщзхъ'],
  ["asdfghjkl;'", 'фывапролджэ'],
  ['zxcvbnm,./', 'ячсмитьбю.'],
] as const;

/**
 * Words that say nothing in a password here: what most people choose first, and what everybody knows of Star7, its users and
 * their work. Typed in the other layout they are the same (`gfhjkm` is `пароль`).
 */
export const commonWords: readonly string[] = [
  ...['password', 'passwort', 'passwd', 'parol', 'пароль', 'secret', 'секрет', 'qwerty', 'йцукен', 'letmein'],
  ...['administrator', 'admin', 'админ', 'login', 'логин', 'user', 'guest', 'root', 'welcome', 'default'],
  ...['changeme', 'test', 'тест', 'abc', 'iloveyou', 'люблю', 'love', 'hello', 'privet', 'привет', 'master'],
  ...['dragon', 'monkey', 'football', 'superman', 'sunshine', 'princess', 'computer', 'internet', 'company'],
  ...['star7', 'стар7', 'star', 'asterisk', 'freepbx', 'issabel', 'workplace', 'manager', 'менеджер'],
  ...['supervisor', 'супервизор', 'operator', 'оператор', 'call', 'звонок', 'phone', 'телефон', 'order'],
  ...['заказ', 'shop', 'магазин', 'client', 'клиент', 'customer', 'покупатель', 'sales', 'продажи'],
  ...['moscow', 'москва', 'russia', 'россия', 'spartak', 'спартак', 'зенит', 'winter', 'spring', 'summer'],
  ...['autumn', 'зима', 'весна', 'лето', 'осень'],
];

const placeOf = new Map<string, { row: number; column: number }>();
const keyOf = new Map<string, string>();
keyboard.forEach(([latin, cyrillic], row) => {
  Array.from(latin).forEach((key, column) => placeOf.set(key, { row, column }));
  Array.from(cyrillic).forEach((letter, column) => keyOf.set(letter, latin[column] ?? letter));
});

const longestFirst = [...commonWords].sort((one, other) => other.length - one.length).map(keysOf);

/** What people write for a letter to make a word look like a password: `P@ssw0rd`. */
const likeLetters: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't' },
};
/** As typed, and with either letter that a one is like. */
const readings: ReadonlyArray<(key: string) => string> = [
  (key) => key,
  (key) => likeLetters[key] ?? key,
  (key) => (key === '1' || key === '!' ? 'l' : (likeLetters[key] ?? key)),
];

/**
 * How many characters of a password do not follow from those before them: what is left after {@link commonWords}, also with
 * digits and signs for letters (`P@ssw0rd`), without keys beside one of the two before (`asdf`, `1q2w3e`), pairs that came
 * before (`abcabc`) and half of the digits that follow a digit (dates).
 */
export function unpredictableLength(password: string): number {
  const keys = withoutWords(Array.from(keysOf(password)));
  return keys.reduce((sum, key, index) => sum + surpriseOf(key, keys.slice(0, index)), 0);
}

/** Of what is left of a telephone's password that a person chose. */
const leastOfPhone = 12;
/**
 * Of one that a program made of hexadecimal digits (`openssl rand -hex 16`): digits count half and pairs come again, so that one in 50 has
 * fewer than 12 by chance; none of a million has fewer than 7. A row of keys or a date, over and over, has at most 5.
 */
const leastOfHex = 7;

/** Whether the password of a telephone can be guessed by whoever tries words, names and rows of keys. */
export function isGuessable(password: string): boolean {
  const least = /^[0-9a-f]{24,}$/i.test(password) ? leastOfHex : leastOfPhone;
  return unpredictableLength(password) < least;
}

function withoutWords(keys: readonly string[]): string[] {
  const left = [...keys];
  for (const word of longestFirst) {
    for (const read of readings) {
      const text = left.map((key) => (key.length === 1 ? read(key) : ' ')).join('');
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
        left.fill(' ', at, at + word.length);
      }
    }
  }
  return left.filter((key) => key !== ' ');
}

function surpriseOf(key: string, before: readonly string[]): number {
  const last = before.at(-1);
  if (last === undefined) return 1;
  if (before.slice(-2).some((other) => isBeside(key, other))) return 0;
  if (
    before
      .slice(0, -1)
      .join('')
      .includes(last + key)
  )
    return 0;
  return /^\d\d$/.test(last + key) ? 0.5 : 1;
}

function isBeside(one: string, other: string): boolean {
  const [here, there] = [placeOf.get(one), placeOf.get(other)];
  if (here === undefined || there === undefined) return one === other;
  return Math.abs(here.row - there.row) <= 1 && Math.abs(here.column - there.column) <= 1;
}

/** In small Latin letters: the keys that were pressed, whatever the layout. */
function keysOf(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => keyOf.get(letter) ?? letter).join('');
}
