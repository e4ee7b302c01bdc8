import { mask } from '#kernel/masked';
import type { AskingDevice, DeviceKind } from '#people/model/reach';
import { RingingMobiles } from '#people/ringing-mobiles';
import { parseDestinations } from '#vault/destinations';
import { MemoryLog } from '../log/memory-log';

const mobile = '+79161110000';

interface Given {
  number?: string | null;
  kinds?: readonly DeviceKind[];
  destinations?: string;
  ownNumbers?: readonly string[];
}

async function rung({
  number = mobile,
  kinds = ['desk', 'mobile'],
  destinations = 'home',
  ownNumbers = [],
}: Given) {
  const log = new MemoryLog();
  const known = number === null ? null : mask(number);
  const asked: [string, AskingDevice | undefined][] = [];
  const mobiles = new RingingMobiles({
    mobiles: { numberOf: () => Promise.resolve(known) },
    kindsOf: (extension, asking) => {
      asked.push([extension, asking]);
      return kinds;
    },
    destinations: parseDestinations(destinations, 'RU'),
    ownNumbers: () => Promise.resolve(ownNumbers),
    log,
  });
  const asking = { kind: 'desk', evenIfNotChosen: true } as const;
  const found = await mobiles.ringing('101', asking);
  expect(asked).toEqual([['101', asking]]);
  return { called: found !== null && found === known, found, log };
}

it('a mobile that is among the devices that ring, and whose number is known, is called', async () => {
  expect((await rung({})).called).toBe(true);
  expect((await rung({ ownNumbers: ['74951234567', '7916111000'] })).called).toBe(true);
  expect((await rung({ kinds: ['desk'] })).found).toBeNull();
  expect((await rung({ number: null })).found).toBeNull();
});

it.each([
  ['abroad', { number: '+12025550123' }],
  ['abroad', { destinations: '+7495' }],
  ['premium-rate', { number: '+78091234567' }],
  ['own-number', { ownNumbers: ['74951234567', mobile.slice(1)] }],
] as const)(
  'one that is %s now does not ring, and the log says so without the number: %j',
  async (why, given) => {
    const { found, log } = await rung(given);
    expect(found).toBeNull();
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { manager: '101', why } }]);
    expect(JSON.stringify(log.lines).replace(/\D/g, '')).not.toContain(
      'number' in given ? given.number.slice(1) : mobile.slice(1),
    );
  },
);
