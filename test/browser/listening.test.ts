import type { Page } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();
beforeAll(async () => {
  const admin = await suite.session('administrator');
  await admin.must('PATCH', '/api/accounts/supervisor', { phone: '105' });
});
afterEach(async () => {
  const admin = await suite.session('administrator');
  await admin.must('PATCH', '/api/settings', { supervisorListening: null });
  await Promise.all([103, 105].map((extension) => suite.at.onHook(extension)));
});
afterAll(async () => {
  const admin = await suite.session('administrator');
  await admin.must('PATCH', '/api/accounts/supervisor', { phone: null });
});

async function policy(supervisorListening: 'announced' | 'silent'): Promise<void> {
  const admin = await suite.session('administrator');
  await admin.must('PATCH', '/api/settings', { supervisorListening });
}

/** Manager 103 talks with a customer, and has the order open at this width. */
async function talking(width: number) {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const manager = await suite.signedIn('103', { width });
  const work = new OrderPage(manager.page);
  await work.open(order!.orderNumber);
  await suite.phone(103).answerMode('manual');
  await suite.phone(103).dial(`*7${order!.orderNumber}`);
  await work.talks();
  return { order: order!, manager, work };
}

function cardOf(page: Page) {
  return page.getByRole('listitem').filter({ hasText: 'Alice Johnson' });
}

test.each([1440, 360])(
  'the board listens, whispers, joins and leaves; the manager reads it if it is announced (%i px)',
  async (width) => {
    await policy('announced');
    const { manager } = await talking(width);
    const supervisor = await suite.signedIn('supervisor', { width });
    const card = cardOf(supervisor.page);
    const phone = suite.phone(105);
    await phone.registered();
    const since = phone.events.length;
    await card.getByRole('button', { name: 'Listen' }).click();
    const event = await phone.incoming({ since });
    expect(event.peerdisplayname).toBe('Alice Johnson');
    await card.getByText(/Phone of .+ is ringing/).waitFor();
    await phone.answer();
    await card.getByText(/is listening$/).waitFor();
    const note = manager.page.getByTestId('listener');
    await note.getByText(/A supervisor, .+, is listening/).waitFor();
    expect(await textFaults(supervisor.page)).toEqual([]);
    expect(await textFaults(manager.page)).toEqual([]);
    await supervisor.photograph(screenshots, `listening-board-${String(width)}`);
    await manager.photograph(screenshots, `listening-manager-${String(width)}`);
    await card.getByRole('button', { name: 'Whisper' }).click();
    await note.getByText(/the customer does not hear it/).waitFor();
    await card.getByRole('button', { name: 'Join' }).click();
    await card.getByText(/has joined$/).waitFor();
    await phone.press('4');
    await card.getByText(/is listening$/).waitFor();
    await card.getByRole('button', { name: 'Leave' }).click();
    await phone.event('CALL_CLOSED', { since });
    await card.getByText(/is listening$/).waitFor({ state: 'detached' });
    await note.getByText(/supervisor/).waitFor({ state: 'detached' });
    await card.getByText('Talking').waitFor();
  },
);

test('a silent one is on no manager’s page, and in nothing that it received; who may not is told why', async () => {
  const { manager, work } = await talking(1440);
  const supervisor = await suite.signedIn('supervisor');
  const card = cardOf(supervisor.page);
  await card.getByRole('button', { name: 'Listen' }).click();
  await supervisor.page.getByText('Listening is turned off.', { exact: false }).waitFor();
  await policy('silent');
  const phone = suite.phone(105);
  await phone.registered();
  const since = phone.events.length;
  await card.getByRole('button', { name: 'Listen' }).click();
  await phone.incoming({ since });
  await phone.answer();
  await card.getByText(/is listening$/).waitFor();
  // What is reported to the manager after it: the end of the call.
  await work.hangUpButton.click();
  await work.says('You hung up');
  expect(await manager.page.getByTestId('listener').innerText()).toBe('');
  await phone.event('CALL_CLOSED', { since });
});

test.each([1440, 360])(
  'voicemail? is said, offered as the outcome, and taken back (%i px)',
  async (width) => {
    const { manager, work, order } = await talking(width);
    const session = await suite.session('supervisor');
    const { items } = await session.must<{ items: { id: string }[] }>(
      'GET',
      '/api/calls?extension=103&limit=1',
    );
    const id = items[0]!.id;
    // As what is heard does: test/scenarios/voicemail.test.ts.
    await session.must('PUT', `/api/calls/${id}/voicemail`, { voicemail: true });
    const note = manager.page.getByTestId('voicemail');
    await note.getByText('Voicemail? It talks like a greeting.').waitFor();
    await manager.page.getByText('Voicemail (expected)').waitFor();
    expect(await textFaults(manager.page)).toEqual([]);
    await manager.photograph(screenshots, `voicemail-${String(width)}`);
    await note.getByRole('button', { name: 'A person answered' }).click();
    await manager.page.getByText('Voicemail (expected)').waitFor({ state: 'detached' });
    await work.hangUpButton.click();
    await work.says('You talked');
    // The manager has heard it better: the outcome sets the mark again.
    await manager.page.getByText('Voicemail', { exact: true }).click();
    await manager.page.getByRole('button', { name: /^Save and next/ }).click();
    await work.saved(order.orderNumber);
    await eventually(
      async () => (await session.must<{ voicemail: boolean }>('GET', `/api/calls/${id}`)).voicemail,
      { within: 5_000, every: 50, what: 'the mark' },
    );
  },
);
