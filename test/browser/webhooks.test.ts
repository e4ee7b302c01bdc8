import path from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();

test.each([1440, 360])(
  'an address is added with a secret that is shown once; what was given up is sent again or dropped (%i px)',
  async (width) => {
    const { page } = await suite.signedIn('administrator', { width, height: 900 });
    await page.goto('/site-settings');
    const form = page.getByRole('form', { name: 'Add an address' });
    const address = form.getByLabel('Address');
    await address.fill('http://shop.example/star7');
    await form.getByRole('button', { name: 'Add an address' }).click();
    await form.getByText('Begin with https://.').waitFor();
    // Nobody is at home there, and Star7 may not go there either: it waits for a day.
    const url = `https://127.0.0.1:9/star7-${String(width)}`;
    await address.fill(url);
    await form.getByLabel('the status of an order has changed').uncheck();
    await form.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog');
    const secret = await dialog.locator('pre').innerText();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row').filter({ hasText: url });
    await row.getByText('nothing delivered yet').waitFor();
    expect(await page.locator('main').innerText()).not.toContain(secret);

    const [added] = await suite.lab.database.query('SELECT id FROM webhooks WHERE url = ?', [url]);
    const id = Number(added!['id']);
    for (const order of ['881', '882']) {
      await suite.lab.database.query(
        `INSERT INTO webhook_deliveries (webhook_id, message_id, topic, order_number, body, created_at, due_at, dead, attempts,
           fault, status, failed_at)
         VALUES (?, ?, 'call.ended', ?, '{}', NOW(6), NOW(6), TRUE, 11, 'status', 500, NOW(6))`,
        [id, `test-${order}`, order],
      );
    }
    await page.reload();
    const dead = page.getByRole('table', { name: 'Messages that could not be delivered for a day' });
    await dead.getByText('the program responded with 500').first().waitFor();
    await row.getByText('2 not delivered').waitFor();
    await page.screenshot({ path: path.join(screenshots, `webhooks-${String(width)}.png`), fullPage: true });
    expect(await textFaults(page)).toEqual([]);
    await dead.getByRole('button', { name: 'Send again: order 881' }).click();
    await row.getByText('1 message waits').waitFor();
    await dead.getByRole('button', { name: 'Drop: order 882' }).click();
    await dead.waitFor({ state: 'detached' });

    // What waits for an address that is switched off is listed, whoever looks, and can be dropped: nobody tries it.
    const off = row.getByRole('switch', { name: `On: ${url}` });
    await off.click({ force: true });
    const held = page.getByRole('table', { name: 'Waiting for addresses that are switched off' });
    await held.getByRole('button', { name: 'Drop: order 881' }).waitFor();
    expect(await held.getByRole('button', { name: /^Send again/ }).count()).toBe(0);
    await looked(page, `webhooks-held-${String(width)}`);
    await held.getByRole('button', { name: 'Drop: order 881' }).click();
    await held.waitFor({ state: 'detached' });

    await row.getByRole('button', { name: `New secret: ${url}` }).click();
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await dialog.getByText('It is shown only now.').waitFor();
    expect(await dialog.locator('pre').innerText()).not.toBe(secret);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await row.getByRole('button', { name: `Remove: ${url}` }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    expect(
      await suite.lab.database.query('SELECT id FROM webhook_deliveries WHERE webhook_id = ?', [id]),
    ).toEqual([]);
  },
);

/** Taken, and compared with what a person has to be able to read. */
async function looked(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
  expect([name, await textFaults(page)]).toEqual([name, []]);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
}
