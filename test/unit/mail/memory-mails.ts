import type { ConfirmationLinks } from '#mail/address-confirmation';
import type { Confirmations } from '#mail/confirmations';
import type { AddressState } from '#mail/model/address-state';
import type {
  FormerContacts,
  MailOrder,
  MailStore,
  MailTokens,
  NewThreadMail,
  ThreadMail,
  ThreadState,
  WrittenMail,
} from '#mail/mails';
import type { MailOriginal, MailOriginals } from '#mail/mail-originals';
import type { MailCount, MailCounts } from '#mail/model/mail-rates';
import type { DeliveryReport, MailPicture } from '#mail/model/mail';
import type { BoxedMail, BoxFilter, MailBoxStore } from '#mail/mail-box';
import type { TemplateStore } from '#mail/mail-templates';
import type { MailTemplate } from '#mail/model/mail-templates';
import type { StrangerSms } from '#mail/sms/sms-store';
import { mask } from '#kernel/masked';
import type { Page, PageRequest } from '#kernel/page';

/** Mails in memory. Every order has a customer with an address, unless a test takes it away. */
export class MemoryMails implements MailStore, MailBoxStore, MailOriginals, Confirmations {
  readonly mails: (ThreadMail & { orderNumber: string; token: string; messageId: string | null })[] = [];
  readonly #pictures = new Map<string, MailPicture>();
  readonly #drafts = new Map<string, { text: string; at: number }>();
  readonly #once = new Map<string, { id: number; request: string }>();
  /** Tokens by order number. */
  readonly tokens = new Map<string, string>();
  isOn = true;
  address: string | null = 'ivan77@customer.example';
  counted: MailCount = { lastHour: 0, automaticLastDay: 0 };
  countedOfStrangers: MailCount = { lastHour: 0, automaticLastDay: 0 };
  countedOfSms: MailCount = { lastHour: 0, automaticLastDay: 0 };
  /** Whether a person typed the address. */
  isTyped = false;
  /** Whether the address of the order was given to a former side. */
  isAliasFormer = false;
  /** By the mail's id. */
  readonly originals = new Map<number, MailOriginal>();
  forgottenAt: number | null = null;

  orderOfToken(token: string): Promise<MailOrder | null> {
    const found = [...this.tokens].find(([, each]) => each === token);
    return Promise.resolve(found === undefined ? null : this.#order(found[0], token));
  }

  async isKnown({ reply, bounce, test }: MailTokens): Promise<boolean> {
    const found = [await this.orderOfToken(reply), await this.orderOfMail(bounce)];
    return found.some((each) => each !== null) || this.isTest(test);
  }

  lastSubject(orderNumber: string): Promise<string | null> {
    const mails = this.mails.filter((mail) => mail.orderNumber === orderNumber && mail.transport === 'mail');
    return Promise.resolve(mails.at(-1)?.subject ?? null);
  }

  orderOfNumber(orderNumber: string, token: string): Promise<MailOrder> {
    const own = this.tokens.get(orderNumber) ?? token;
    this.tokens.set(orderNumber, own);
    return Promise.resolve(this.#order(orderNumber, own));
  }

  /** Of the order's contacts before. */
  former: FormerContacts = { addresses: [], own: { numbers: [], addresses: [] }, isConfirmed: false };
  links: ConfirmationLinks | null = { url: 'https://mail.shop.example/confirm', days: 7 };
  /** Of one order: what was asked for, the token in the clear. */
  readonly asks: {
    orderNumber: string;
    author: string | null;
    token: string;
    hash: Buffer;
    at: number;
    expiresAt: number;
    confirmedAt: number | null;
  }[] = [];

  formerContacts(): Promise<FormerContacts> {
    return Promise.resolve(this.former);
  }

  state(_orderNumber: string, now: number): Promise<AddressState> {
    if (this.address === null) return Promise.resolve({ state: 'none', at: null });
    const confirmed = this.asks.find(({ confirmedAt }) => confirmedAt !== null);
    if (confirmed !== undefined) return Promise.resolve({ state: 'confirmed', at: confirmed.confirmedAt });
    const asked = this.asks.filter(({ expiresAt }) => expiresAt > now).at(-1);
    return Promise.resolve(
      asked === undefined ? { state: 'unconfirmed', at: null } : { state: 'asked', at: asked.at },
    );
  }

  asked(_orderId: number, author: string, since: number): Promise<{ ofOrder: number; ofAuthor: number }> {
    const recent = this.asks.filter(({ at }) => at > since);
    return Promise.resolve({
      ofOrder: recent.length,
      ofAuthor: recent.filter((ask) => ask.author === author).length,
    });
  }

  confirm(hash: Buffer, now: number) {
    const ask = this.asks.find((each) => each.hash.equals(hash));
    if (ask === undefined || ask.confirmedAt !== null || ask.expiresAt <= now) return Promise.resolve(null);
    ask.confirmedAt = now;
    return Promise.resolve({ orderNumber: ask.orderNumber, managerExtension: '101' });
  }

  counts(): Promise<MailCounts> {
    return Promise.resolve({
      known: this.counted,
      strangers: this.countedOfStrangers,
      sms: this.countedOfSms,
    });
  }

  receive(
    { orderNumber }: MailOrder,
    { token, at, mail, senderKnown, senderFormer = false, original = null, sms }: NewThreadMail,
  ): Promise<'stored' | 'repeated'> {
    if (this.mails.some(({ messageId }) => messageId !== null && messageId === mail.messageId)) {
      return Promise.resolve('repeated' as const);
    }
    const id = this.mails.length + 1;
    const { pictures, ...rest } = mail;
    if (original !== null) this.originals.set(id, original);
    pictures.forEach((picture, nth) => this.#pictures.set(`${String(id)}/${String(nth)}`, picture));
    this.mails.push({
      ...{ ...rest, id, orderNumber, token, at, senderKnown, senderFormer, pictures: pictures.length },
      ...{ transport: sms === undefined ? 'mail' : 'sms', parts: sms?.parts ?? 0, repeated: false },
      ...{ direction: 'in', state: 'received', fault: null, author: null, readAt: null, readBy: null },
      submitted: false,
    });
    return Promise.resolve('stored' as const);
  }

  orderOfMail(token: string) {
    const found = this.mails.find((mail) => mail.token === token && mail.direction === 'out');
    return Promise.resolve(
      found === undefined ? null : { orderNumber: found.orderNumber, managerExtension: '101' },
    );
  }

  report(token: string, { outcome, fault }: DeliveryReport): Promise<void> {
    const found = this.mails.find((mail) => mail.token === token);
    if (found !== undefined && outcome !== 'delivered') Object.assign(found, { state: outcome, fault });
    return Promise.resolve();
  }

  written(_order: MailOrder, { once }: Pick<WrittenMail, 'once'>) {
    const first = once === null ? undefined : this.#once.get(once.key);
    if (first === undefined || once === null) return Promise.resolve(null);
    return Promise.resolve(first.request === once.request ? first.id : ('key-reused' as const));
  }

  write({ orderNumber }: MailOrder, { once, original = null, sms, link, submitted, ...mail }: WrittenMail) {
    const id = this.mails.length + 1;
    if (link !== undefined) {
      this.asks.push({ ...link, orderNumber, author: mail.author, at: mail.at, confirmedAt: null });
    }
    if (original !== null) this.originals.set(id, original);
    this.#drafts.delete(`${orderNumber} ${mail.author ?? ''}`);
    if (once !== null) this.#once.set(once.key, { id, request: once.request });
    this.mails.push({
      ...{
        ...mail,
        id,
        orderNumber,
        direction: 'out',
        state: 'queued',
        fault: null,
        readAt: null,
        readBy: null,
      },
      ...{ transport: sms === undefined ? 'mail' : 'sms', parts: sms?.parts ?? 0, repeated: false },
      ...{
        submitted: submitted !== undefined,
        senderKnown: false,
        senderFormer: false,
        isSpam: false,
        refused: [],
        pictures: 0,
        messageId: null,
      },
    });
    return Promise.resolve({ id, isNew: true });
  }

  threadState(): Promise<ThreadState> {
    return Promise.resolve({ forgottenAt: this.forgottenAt });
  }

  forget(orderNumber: string, at: number) {
    this.forgottenAt = at;
    this.originals.clear();
    this.mails.length = 0;
    return Promise.resolve([{ orderNumber, managerExtension: '101' }]);
  }

  has(_orderNumber: string, mailId: number): Promise<boolean> {
    return Promise.resolve(this.originals.has(mailId));
  }

  read(_orderNumber: string, mailId: number): Promise<MailOriginal | null> {
    return Promise.resolve(this.originals.get(mailId) ?? null);
  }

  thread(orderNumber: string): Promise<ThreadMail[]> {
    return Promise.resolve(this.mails.filter((mail) => mail.orderNumber === orderNumber));
  }

  find(orderNumber: string, id: number): Promise<ThreadMail | null> {
    const found = this.mails.find((mail) => mail.orderNumber === orderNumber && mail.id === id);
    return Promise.resolve(found === undefined ? null : { ...found });
  }

  markRead(id: number, at: number, by: string): Promise<void> {
    const found = this.mails.find((mail) => mail.id === id);
    if (found !== undefined && found.readAt === null) Object.assign(found, { readAt: at, readBy: by });
    return Promise.resolve();
  }

  picture(_orderNumber: string, id: number, nth: number): Promise<MailPicture | null> {
    return Promise.resolve(this.#pictures.get(`${String(id)}/${String(nth)}`) ?? null);
  }

  /** Test mails that are waited for, and what came. */
  readonly tests = new Map<string, string | null>();

  isTest(token: string): Promise<boolean> {
    return Promise.resolve(this.tests.get(token) === null);
  }

  noteTest(token: string, _at: number, authentication: string): Promise<void> {
    this.tests.set(token, authentication);
    return Promise.resolve();
  }

  draft(orderNumber: string, author: string, since: number): Promise<string | null> {
    const draft = this.#drafts.get(`${orderNumber} ${author}`);
    return Promise.resolve(draft === undefined || draft.at < since ? null : draft.text);
  }

  keepDraft(orderNumber: string, author: string, text: string, at: number): Promise<void> {
    this.#drafts.set(`${orderNumber} ${author}`, { text, at });
    return Promise.resolve();
  }

  /** As the orders of the rig are: 1001 is of manager 101, every other of 102. */
  box({ managerId, unread }: BoxFilter, { limit, after = '0' }: PageRequest): Promise<Page<BoxedMail>> {
    const from = Number(after);
    const all = this.mails
      .filter(({ orderNumber }) => managerId === undefined || (orderNumber === '1001') === (managerId === 1))
      .filter((mail) => !unread || (mail.direction === 'in' && mail.readAt === null))
      .reverse();
    const rows = all.slice(from, from + limit).map((mail) => ({ ...mail, customerName: 'Иван' }));
    return Promise.resolve({ rows, next: all.length > from + limit ? String(from + limit) : null });
  }

  readonly changed: MailTemplate[] = [];
  readonly templates: TemplateStore = {
    list: () => Promise.resolve([...this.changed]),
    write: (template) => {
      this.changed.push(template);
      return Promise.resolve();
    },
  };

  /** SMS that are at no order. */
  readonly strangersThere: StrangerSms[] = [];

  strangers(): Promise<Page<StrangerSms>> {
    return Promise.resolve({ rows: this.strangersThere, next: null });
  }

  noteOpen(): Promise<void> {
    return Promise.resolve();
  }

  #order(orderNumber: string, token: string): MailOrder {
    const addresses = this.address === null ? [] : [this.address];
    return {
      ...{ id: 1, orderNumber, token, managerExtension: '101' },
      email: this.address === null ? null : mask(this.address),
      emailPointId: this.address === null ? null : 1,
      isEmailStated: this.address !== null && !this.isTyped,
      isAliasPresent: !this.isAliasFormer,
      isContactChanged: true,
      own: { numbers: ['79005550001'], addresses },
    };
  }
}
