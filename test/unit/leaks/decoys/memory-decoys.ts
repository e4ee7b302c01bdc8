import type {
  DayHits,
  Decoy,
  DecoyHit,
  DecoyNumber,
  DecoyStore,
  HitProgress,
  Line,
  Lines,
  NoticeAcceptance,
  NumberPurpose,
  Planting,
} from '#leaks/decoys/decoy-store';
import type { DecoyMailboxes, MailContent } from '#leaks/decoys/decoy-mailboxes';
import type { DecoySmsTexts, SmsContent } from '#leaks/decoys/decoy-sms';
import type { DecoyMail, DecoyMailbox, DecoySms } from '#leaks/decoys/decoy-store';
import type { HitClass } from '#leaks/model/decoys/evidence';
import type { ShopSample } from '#leaks/model/decoys/invention';

/** The tables of decoys in memory: numbers are ids alone. */
export class MemoryDecoys implements DecoyStore, DecoyMailboxes, DecoySmsTexts {
  readonly allMailboxes: DecoyMailbox[] = [];
  readonly allMails: (DecoyMail & { content: MailContent })[] = [];
  readonly allSms: (DecoySms & { content: SmsContent })[] = [];
  readonly allNumbers: DecoyNumber[] = [];
  readonly allDecoys: Decoy[] = [];
  readonly allHits: DecoyHit[] = [];
  readonly allAddresses: { id: number; town: string; address: string }[] = [];
  readonly plantings: Planting[] = [];
  readonly begun: { line: Line; withheld: boolean }[] = [];
  readonly ended: ({ id: number } & HitProgress)[] = [];
  shop: ShopSample = { orders: [] };
  known: Lines = { lines: [], ownDids: [], results: [] };
  accepted: NoticeAcceptance | null = null;
  /** So many writes fail first. */
  failing = 0;

  numbers(): Promise<DecoyNumber[]> {
    return Promise.resolve(
      this.allNumbers.map((number) => {
        const live = this.allDecoys.find(
          ({ numberId, retiredAt }) => numberId === number.id && retiredAt === null,
        );
        const isWorn = this.allDecoys.some(
          ({ numberId, orderNumbers }) => numberId === number.id && orderNumbers.length > 0,
        );
        return { ...number, isWorn, planted: live === undefined ? null : { kind: live.kind, key: live.key } };
      }),
    );
  }

  addNumber({ purpose, label }: { purpose: NumberPurpose; label: string }): Promise<number> {
    const id = this.allNumbers.length + 1;
    this.allNumbers.push({ id, purpose, label, enteredAt: 0, smsSince: null, planted: null, isWorn: false });
    return Promise.resolve(id);
  }

  addAddress(address: { town: string; address: string }): Promise<void> {
    this.allAddresses.push({ id: this.allAddresses.length + 1, ...address });
    return Promise.resolve();
  }

  decoys(retiredToo: boolean): Promise<Decoy[]> {
    return Promise.resolve(this.allDecoys.filter(({ retiredAt }) => retiredToo || retiredAt === null));
  }

  retire(id: number): Promise<boolean> {
    const at = this.allDecoys.findIndex((decoy) => decoy.id === id && decoy.retiredAt === null);
    if (at < 0) return Promise.resolve(false);
    this.allDecoys[at] = { ...this.allDecoys[at]!, retiredAt: 5_000_000 };
    return Promise.resolve(true);
  }

  hits(): Promise<DecoyHit[]> {
    return Promise.resolve([...this.allHits]);
  }

  judge(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const at = this.allHits.findIndex((hit) => hit.id === id);
    if (at < 0) return Promise.resolve(false);
    this.allHits[at] = { ...this.allHits[at]!, class: hitClass, judgedBy: by };
    return Promise.resolve(true);
  }

  acceptance(): Promise<NoticeAcceptance | null> {
    return Promise.resolve(this.accepted);
  }

  accept(_textHash: Buffer, by: string): Promise<void> {
    this.accepted = { at: 1_000_000, by };
    return Promise.resolve();
  }

  sample(): Promise<ShopSample> {
    return Promise.resolve(this.shop);
  }

  addresses(): Promise<{ id: number; town: string; address: string }[]> {
    return Promise.resolve(this.allAddresses);
  }

  plant(planting: Planting): Promise<number | null> {
    this.plantings.push(planting);
    if (this.failing-- > 0) return Promise.resolve(null);
    const { channel, numberId, mailboxId, person, by } = planting;
    const id = this.allDecoys.length + 1;
    this.allDecoys.push({
      ...{ ...channel, id, name: person.name, numberId, numberLabel: `line ${numberId}`, address: null },
      mailboxLabel: mailboxId === null ? null : `mailbox ${mailboxId}`,
      smsSince: null,
      orderNumbers: person.orders.map(({ orderNumber }) => orderNumber),
      ...{ plantedAt: 1_000_000, plantedBy: by, retiredAt: null },
    });
    return Promise.resolve(id);
  }

  lines(): Promise<Lines> {
    return this.failing-- > 0
      ? Promise.reject(new Error('the database is away'))
      : Promise.resolve(this.known);
  }

  beginHit({ line, caller }: Parameters<DecoyStore['beginHit']>[0]): Promise<number> {
    if (this.failing-- > 0) return Promise.reject(new Error('the database is away'));
    this.begun.push({ line, withheld: caller === null });
    return Promise.resolve(this.begun.length);
  }

  endHit(id: number, progress: HitProgress): Promise<void> {
    this.ended.push({ id, ...progress });
    return Promise.resolve();
  }

  hitCounts(): Promise<DayHits[]> {
    const counted = (
      medium: DayHits['medium'],
      { decoy, purpose, class: hitClass, at }: DecoyHit | DecoyMail | DecoySms,
    ): DayHits => ({
      ...{ medium, count: 1, decoyId: decoy?.id ?? null, purpose, class: hitClass, at },
    });
    return Promise.resolve([
      ...this.allHits.map((hit) => counted('call', hit)),
      ...this.allMails.map((mail) => counted('mail', mail)),
      ...this.allSms.map((sms) => counted('sms', sms)),
    ]);
  }

  mailboxes(): Promise<DecoyMailbox[]> {
    return Promise.resolve([...this.allMailboxes]);
  }

  addMailbox({ purpose, label }: { purpose: NumberPurpose; label: string }): Promise<{ token: string }> {
    const id = this.allMailboxes.length + 1;
    const token = `aaaabbbbccccdd${String(10 + id)}`;
    this.allMailboxes.push({
      ...{ id, purpose, label, token, enteredAt: 0, heardAt: null, planted: null, isWorn: false },
    });
    return Promise.resolve({ token });
  }

  mails(): Promise<DecoyMail[]> {
    return Promise.resolve(this.allMails.map(({ content: _content, ...mail }) => mail));
  }

  content(id: number): Promise<MailContent | null> {
    return Promise.resolve(this.allMails.find((mail) => mail.id === id)?.content ?? null);
  }

  judgeMail(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const mail = this.allMails.find((one) => one.id === id);
    if (mail !== undefined) Object.assign(mail, { class: hitClass, judgedBy: by });
    return Promise.resolve(mail !== undefined);
  }

  sms(): Promise<DecoySms[]> {
    return Promise.resolve(this.allSms.map(({ content: _content, ...sms }) => sms));
  }

  smsContent(id: number): Promise<SmsContent | null> {
    return Promise.resolve(this.allSms.find((sms) => sms.id === id)?.content ?? null);
  }

  judgeSms(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const sms = this.allSms.find((one) => one.id === id);
    if (sms !== undefined) Object.assign(sms, { class: hitClass, judgedBy: by });
    return Promise.resolve(sms !== undefined);
  }
}
