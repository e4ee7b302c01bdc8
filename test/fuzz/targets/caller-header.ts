import { reveal } from '#kernel/masked';
import { callerIn } from '#pbx/asterisk/caller';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedText, nastyValue, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { textOf } from '../said-log';

/** The value of a From or P-Asserted-Identity header, as ARI gives it. */
interface Header {
  value: unknown;
}

const [number] = canaryNumbers;
const headers = [
  `"${number}" <sip:${number}@carrier.invalid;user=phone>;tag=as1`,
  `sip:${number.slice(1)}@10.0.0.1:5060`,
  '<tel:+7-916-555-01-73;phone-context=+7>',
  `"Anna \\"<sip:112@x>\\"" <sips:8${number.slice(2)}@[::1]>`,
  '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=x',
  '<sip:%2B7(916)5550173@carrier.invalid>, <tel:+79165550184>',
];
const words = ['<', '>', '"', '\\', 'sip:', 'tel:', ';', '@', '%2B', '%', ',', ...canaryWords, ...nastyWords];

function generate(random: Random): Header {
  if (random.chance(0.1)) return { value: nastyValue(random) };
  let value = random.pick(headers);
  for (let times = random.int(4); times > 0; times -= 1) value = mutatedText(random, value, words);
  return { value };
}

/** A name in a URI that is no number: a digit string that the header does not have would be somebody else's. */
function digitsIn(text: string): string {
  return text.replaceAll(/%2B/gi, '+').replaceAll(/[-.()]/g, '');
}

export const callerHeader: FuzzTarget<Header> = {
  name: 'callerHeader',
  generate,
  growing: {
    'a long user': (size) => ({ value: `<sip:${'7'.repeat(size * 20)}@x>` }),
    'many separators': (size) => ({ value: `<tel:${'-.()'.repeat(size * 5)}1>` }),
    'many angles': (size) => ({ value: '<sip:'.repeat(size * 5) }),
    'many spaces': (size) => ({ value: `<${' '.repeat(size * 20)}sip:1` }),
  },
  open: () => {
    let said = '';
    return Promise.resolve({
      run: ({ value }: Header) => {
        const caller = callerIn(value);
        said += `${textOf({ caller })}\n`;
        if (caller === null) return Promise.resolve([typeof value === 'string' ? 'no-number' : 'no-text']);
        const read = reveal(caller);
        must(/^\+?\d{3,20}$/.test(read), 'what was read is no number');
        must(typeof value === 'string' && digitsIn(value).includes(read), 'a number that the header has not');
        return Promise.resolve([read.startsWith('+') ? 'plus' : 'number']);
      },
      said: () => {
        const all = said;
        said = '';
        return all;
      },
      close: () => Promise.resolve(),
    });
  },
};
