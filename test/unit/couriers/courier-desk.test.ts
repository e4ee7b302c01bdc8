import { CourierDesk } from '#couriers/courier-desk';
import { mask } from '#kernel/masked';
import { openEverywhere } from '#vault/destinations';
import { typedNumberReader } from '#vault/typed-number';
import { MemoryCourierWork } from './memory-courier-work';

const admin = { role: 'operator', user: 'test' } as const;

function desk() {
  const work = new MemoryCourierWork();
  const written = (): Promise<void> => Promise.resolve();
  return {
    work,
    desk: new CourierDesk({
      ...{ couriers: work, deliveries: work, secrets: work },
      passwords: { hash: (pin) => Promise.resolve(pin) },
      readNumber: typedNumberReader({ region: 'RU', destinations: openEverywhere }),
      guard: { look: async (_name, ask) => ({ answer: await ask() }) },
      trail: { before: written, beforeRepeated: written },
    }),
  };
}

test.each(['8 916 123-45-67 доб. 5', '+79161234567;ext=5', '8 916 123-45-67 ext. 12345678901'])(
  'a mobile has no extension: %s',
  async (text) => {
    const { desk: couriers, work } = desk();
    await expect(
      couriers.add(admin, { number: '17', name: 'Sergey', phone: mask(text) }),
    ).rejects.toMatchObject({
      slug: 'invalid-input',
      faults: [{ field: 'phone', code: 'mobile-has-extension' }],
    });
    expect(work.entries).toEqual([]);
    await couriers.add(admin, { number: '17', name: 'Sergey', phone: mask('8 916 123-45-67') });
    expect(work.phones.get('17')).toBe('+79161234567');
  },
);
