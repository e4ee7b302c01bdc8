import { OutgoingAddresses } from '#http/outgoing-addresses';
import { printBars } from '../../run/bars';

/** What was said of private addresses and other special ones. */
const ofPrivate: boolean[] = [];
afterAll(() => {
  const reached = ofPrivate.filter(Boolean).length;
  printBars('Webhooks and shops', [
    {
      promised: `0 of ${String(ofPrivate.length)} private and special addresses reached unless they are listed`,
      found: String(reached),
      isHeld: reached === 0,
    },
  ]);
});

describe('an address', () => {
  it.each([
    ['203.0.114.7', true],
    ['8.8.8.8', true],
    ['2a00:1450:4010:c0f::64', true],
    ['127.0.0.1', false],
    ['127.255.0.1', false],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['172.16.5.4', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['192.0.0.8', false],
    ['198.18.0.1', false],
    ['192.0.2.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::2', false],
    ['4000::1', false],
    ['fec0::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['ff02::1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['::127.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2001:db8::1', false],
    ['not an address', false],
  ])('%s may be reached: %s', (address, may) => {
    const isAllowed = new OutgoingAddresses().isAllowed(address);
    if (!may) ofPrivate.push(isAllowed);
    expect(isAllowed).toBe(may);
  });

  it('that is listed may be private, and be reached without TLS', () => {
    const guard = new OutgoingAddresses('crm.local, 10.0.5.0/24 fd00::/8 127.0.0.1');
    expect(['10.0.5.9', 'fd00::7', '127.0.0.1'].map((each) => guard.isAllowed(each))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['10.0.6.9', '127.0.0.2', '::1'].map((each) => guard.isAllowed(each))).toEqual([
      false,
      false,
      false,
    ]);
    const may = (url: string): boolean => guard.mayUse(new URL(url));
    expect(
      ['http://CRM.local/x', 'http://10.0.5.1', 'http://[fd00::1]:8080/', 'https://anything.example'].map(
        may,
      ),
    ).toEqual([true, true, true, true]);
    expect(['http://shop.example', 'http://10.0.6.1', 'http://crm.local.example'].map(may)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'crm.local/24'])('%s cannot be listed', (entry) => {
    expect(() => new OutgoingAddresses(entry)).toThrow(/neither an address nor a network/);
  });
});
