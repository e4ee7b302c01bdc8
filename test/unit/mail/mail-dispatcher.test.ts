import { MailDispatcher } from '#mail/mail-dispatcher';
import type { ClaimedMail } from '#mail/mails';
import type { DeliveryFault } from '#mail/model/mail';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

const mail: ClaimedMail = {
  ...{ order: { orderNumber: '1001', managerExtension: '101' }, id: 1, lease: 'x', attempts: 0, at: 0 },
  ...{ token: 'aaaabbbbccccdddd', kind: 'automatic', subject: 'x', text: 'y', threadToken: 'x' },
  ...{ references: [], to: null, pointId: 1, linkToken: 'a'.repeat(32) },
};

it('a link whose address was changed meanwhile is sent nowhere, and the thread says so', async () => {
  const faults: [DeliveryFault, number | null][] = [];
  const claimed = [mail];
  const dispatcher = new MailDispatcher({
    outbox: {
      claim: () => Promise.resolve(claimed.splice(0)),
      sent: () => Promise.reject(new Error('it was sent')),
      failed: (_mail, fault, dueAt) => Promise.resolve(void faults.push([fault, dueAt])),
      counts: () => Promise.resolve({ waiting: 0, failed: 0 }),
    },
    store: { noteOpen: () => Promise.resolve() },
    sender: { send: () => Promise.reject(new Error('it was sent')) },
    ...{ feed: { publish: () => undefined }, domain: 'mail.shop.example', fromName: 'x' },
    ...{ clock: new FakeClock(), log: new MemoryLog(), onTried: () => undefined },
    links: { url: 'https://mail.shop.example/confirm' },
  });
  dispatcher.start();
  await settled();
  expect(faults).toEqual([['address-changed', null]]);
  await dispatcher.stop();
});
