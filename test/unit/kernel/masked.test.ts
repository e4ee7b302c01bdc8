import { inspect, format } from 'node:util';
import { hidden, mask, reveal } from '#kernel/masked';

const text = '+79005551234';
const masked = mask(text);

test.each<[string, () => string]>([
  ['toString', () => masked.toString()],
  ['String()', () => String(masked)],
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- this is what must not leak
  ['a template', () => `${masked}`],
  // eslint-disable-next-line @typescript-eslint/restrict-plus-operands, @typescript-eslint/no-explicit-any -- likewise
  ['concatenation', () => '' + (masked as any)],
  ['JSON', () => JSON.stringify({ masked, list: [masked] })],
  ['inspect', () => inspect({ masked }, { depth: null, showHidden: true })],
  ['console formats', () => format('%s %o %O %j %d', masked, masked, masked, masked, masked)],
  // eslint-disable-next-line @typescript-eslint/no-misused-spread -- this is what must not leak
  ['spread', () => JSON.stringify({ ...masked })],
  [
    'its properties',
    () => JSON.stringify(Reflect.ownKeys(masked).map((key) => Reflect.get(masked, key) as unknown)),
  ],
  ['an error', () => inspect(new Error(String(masked), { cause: masked }))],
  ['structured clone', () => inspect(structuredClone(masked))],
])('%s does not show it', (_, print) => {
  expect(print()).not.toContain(text.slice(-7));
});

test('it prints as hidden, and only reveal returns it', () => {
  expect(`${String(masked)} ${JSON.stringify(masked)} ${inspect(masked)}`).toBe(
    `${hidden} "${hidden}" ${hidden}`,
  );
  expect(reveal(masked)).toBe(text);
});
