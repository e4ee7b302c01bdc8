import type { Locator, Page } from 'playwright-core';

/** An order as its manager has it on the screen. */
export class OrderPage {
  constructor(private readonly page: Page) {}

  async open(orderNumber: string): Promise<void> {
    await this.page.goto(`/orders/${orderNumber}`);
    await this.page.getByText(`Order ${orderNumber}`).first().waitFor();
  }

  /** By the search and by keyboard alone, as managers do. */
  async find(orderNumber: string): Promise<void> {
    await this.search.fill(orderNumber);
    await this.page.getByRole('option', { name: orderNumber }).first().waitFor();
    await this.search.press('Enter');
    await this.page.waitForURL(`**/orders/${orderNumber}`);
    await this.callButton.waitFor();
  }

  get search(): Locator {
    return this.page.getByRole('searchbox');
  }

  get callButton(): Locator {
    return this.page.getByRole('button', { name: /^Call(?: again)?$/ });
  }

  /** What screen readers say of the Call button after its name: whom it calls, and why it does not. */
  async calls(): Promise<string> {
    const ids = (await this.callButton.getAttribute('aria-describedby')) ?? '';
    const texts = ids.split(' ').map((id) => this.page.locator(`[id="${id}"]`).innerText());
    return (await Promise.all(texts)).join(' ');
  }

  get hangUpButton(): Locator {
    return this.page.getByRole('button', { name: 'Hang up' });
  }

  /** What is said of the call. */
  get callState(): Locator {
    return this.page.getByRole('region', { name: 'Call', exact: true });
  }

  /** Waits until the call is said to stand so. */
  async says(text: string | RegExp): Promise<void> {
    try {
      await this.callState.getByText(text).first().waitFor();
    } catch (error) {
      const said = await this.callState.innerText().catch(() => '');
      // No digits: whatever a page shows, a test's output tells no number.
      throw new Error(`The call is said to be: ${said.replace(/\d/g, '#')}`, { cause: error });
    }
  }

  /** Waits until they have talked for a second: only then is it counted as talk. */
  async talks(): Promise<void> {
    await this.says('Talking');
    await this.callState.getByText(/^(?!0:00$)\d+:\d\d$/).waitFor();
  }

  outcome(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  get note(): Locator {
    return this.page.getByRole('textbox', { name: 'Note' });
  }

  get saveAndNext(): Locator {
    return this.page.getByRole('button', { name: 'Save and next' });
  }

  get saveNote(): Locator {
    return this.page.getByRole('button', { name: 'Save the note' });
  }

  /** The order's history, newest first. */
  get history(): Locator {
    return this.page.getByRole('region', { name: 'History' }).getByRole('listitem');
  }

  async saved(orderNumber: string): Promise<void> {
    await this.page.getByText(`Order ${orderNumber} saved`).last().waitFor();
  }
}
