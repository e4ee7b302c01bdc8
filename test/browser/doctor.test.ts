import type { Page } from 'playwright-core';

import { FakeSmsc } from '../fakes/fake-smsc';
import { CustomerMailbox } from '../lab/customer-mailbox';
import { smsAccount } from '../lab/mail-settings';
import { labPorts } from '../lab/lab-ports';
import { browserLabOptions } from './browser-lab';
import { BrowserSuite } from './browser-suite';

const suite = BrowserSuite.declare();
// Mails have a way out, too.
const ports = labPorts(browserLabOptions.basePort);
const mailbox = new CustomerMailbox(ports.lmtp);
const smsc = new FakeSmsc(smsAccount);
beforeAll(async () => {
  await mailbox.listen(ports.mailServer);
  await smsc.listen(ports.smsc);
});
afterAll(async () => {
  await mailbox.close();
  await smsc.close();
});
afterEach(() => suite.lab.asterisk.override());

test('the doctor finds nothing open, then a hole that was made, and nothing again once it is mended', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.getByRole('link', { name: 'Doctor' }).click();
  await page.getByRole('heading', { name: 'Doctor', level: 1 }).waitFor();

  await look(page);
  // Of low severity there may be something, of this machine: who keeps its clock, where its backups are.
  expect((await severities(page)).filter((severity) => severity !== 'Low')).toEqual([]);

  await suite.lab.asterisk.override({ '101': { send_pai: 'yes' } });
  await look(page);
  const high = page.getByRole('region', { name: 'High' }).getByRole('article');
  expect(await high.count()).toBe(1);
  const said = await high.innerText();
  expect(said).toContain('endpoint 101');
  expect(said).toContain('P-Asserted-Identity');
  expect(said).toContain('pjsip.conf');
  expect(said).toContain('send_pai=no');
  await page.reload();
  await high.getByText('send_pai=no').waitFor();

  await suite.lab.asterisk.override();
  await look(page);
  expect(await high.count()).toBe(0);
});

test('a supervisor is shown no doctor', async () => {
  const { page } = await suite.signedIn('supervisor');
  expect(await page.getByRole('link', { name: 'Doctor' }).count()).toBe(0);
  const session = await suite.session('supervisor');
  expect((await session.request('POST', '/api/doctor')).status).toBe(403);
});

/** Runs it as its button does, and waits for its findings. */
async function look(page: Page): Promise<void> {
  const before = await lastLook();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('Checking…').waitFor();
  await page.getByText(/^Last check: /).waitFor();
  expect(await lastLook()).not.toBe(before);
  expect(await page.getByRole('alert').count()).toBe(0);
}

/** When the last one ended, by Star7's own word. */
async function lastLook(): Promise<string | null> {
  const session = await suite.session('administrator');
  return (await session.must<{ ranAt: string | null }>('GET', '/api/doctor')).ranAt;
}

/** Headings of the groups that findings are shown in. */
async function severities(page: Page): Promise<string[]> {
  return await page.getByRole('heading', { level: 2 }).allInnerTexts();
}
