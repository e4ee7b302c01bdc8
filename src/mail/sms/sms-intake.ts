import type { MailStore } from '../mails';
import { newToken } from '../mail-intake';
import { isTaken } from '../model/mail-rates';
import { noContacts, redactText } from '../model/mail-redaction';
import { joined } from '../model/sms/joining';
import { namesOf, readReceipt } from '../model/sms/receipt';
import type { SmsReceipt } from '../model/sms/receipt';
import { mostStrangersAnHour, onceWithin, takingDelays, waitsAtMost } from '../model/sms/sms-rates';
import { checked, decodedText, readUserData } from '../model/sms/user-data';
import type { PartMark } from '../model/sms/user-data';
import { hasHeader, isReceipt, messageType, statuses, tags } from '../smpp/pdu';
import type { ShortMessage } from '../smpp/pdu';
import type { LineSms, OwnSmsLines } from './own-lines';
import type { DueSms, SmsInbox, SmsOutbox, StrangerReason } from './sms-store';
import { StoreError } from '#database/store-error';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { joinedContacts } from '#kernel/redaction/own-contacts';
import { Outage, Rounds } from '#kernel/rounds';
import type { Masked } from '#kernel/masked';
import type { OrderChange, OrderFeed } from '#orders/order-feed';
import { isOneOf } from '#vault/phone-number';

/** What became of what came in. Stable: a label of a metric. */
export const takenResults = [
  ...(['stored', 'stranger', 'receipt', 'no-text', 'too-many', 'dropped'] as const),
  /** It is tried again. */
  'failed',
  /** After many tries. */
  'set-aside',
] as const;
export type TakenResult = (typeof takenResults)[number];

export interface SmsIntakeParts {
  inbox: SmsInbox;
  outbox: Pick<SmsOutbox, 'receipt'>;
  store: Pick<MailStore, 'orderOfNumber' | 'formerContacts' | 'counts' | 'receive' | 'noteOpen'>;
  /** The company's number, digits, or a name, to which nobody can answer. */
  sender: string;
  /** The number in E.164, or null for what is none. */
  normalise: (number: Masked) => Masked | null;
  keptHosts: () => Promise<readonly string[]>;
  /** Of the page where customers confirm addresses; null where there is none. */
  confirmUrl: string | null;
  keepsOriginals: boolean;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Clock;
  log: Log;
  onTaken: (result: TakenResult) => void;
  /** Numbers of invented customers, and such that nobody was given. */
  lines: () => OwnSmsLines;
}

const mostAtOnce = 20;
const lookMs = 1000;
const stopMs = 5000;
/** A customer who writes too much waits. */
const laterBy = 600_000_000;
const hour = 3_600_000_000;
/** Receipts of messages that are not known, once: the answer that names one may be on its way. */
const mostUnknown = 1000;

/** Takes what the provider delivers: each is kept, sealed, before the provider is told so; then joined, matched to an order and redacted. */
export class SmsIntake {
  readonly #unknown = new Set<string>();
  readonly #rounds: Rounds;
  /** Of what takes from the provider. */
  readonly #outage: Outage;
  #tidiedAt = 0;

  constructor(private readonly parts: SmsIntakeParts) {
    const { clock, log } = parts;
    this.#outage = new Outage((error) => log.warn('SMS that came in wait at the provider', { error }));
    this.#rounds = new Rounds({
      ...{ clock, restMs: lookMs, stopMs, work: () => this.#fileSome() },
      onOutage: (error) => log.warn('SMS that came in wait: the database does not answer', { error }),
    });
  }

  start(): void {
    this.wake();
  }

  wake(): void {
    this.#rounds.wake();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** @returns `command_status` for the provider, which gives it again after a temporary error; never rejects */
  async take(message: ShortMessage): Promise<number> {
    try {
      return (message.esmClass & messageType) === isReceipt
        ? await this.#takeReceipt(message)
        : await this.#keep(message);
    } catch (error) {
      this.#outage.begin(error);
      return statuses.temporaryReceiverError;
    }
  }

  async #keep({ source, destination, esmClass, dataCoding, text, options }: ShortMessage): Promise<number> {
    const { inbox, clock, onTaken } = this.parts;
    const { mark, bytes } =
      (esmClass & hasHeader) === 0
        ? { mark: markOf(options), bytes: text }
        : (readUserData(text) ?? { mark: null, bytes: new Uint8Array() });
    if (decodedText(bytes, dataCoding) === null) {
      // Pictures, settings of telephones: nobody reads them.
      onTaken('no-text');
      return statuses.ok;
    }
    const kept = { from: source.address, to: destination.address, mark, coding: dataCoding, bytes };
    await inbox.keep(kept, clock.now());
    this.#outage.end();
    this.wake();
    return statuses.ok;
  }

  async #takeReceipt({ text, dataCoding, options }: ShortMessage): Promise<number> {
    const { feed, onTaken } = this.parts;
    const receipt = readReceipt({
      messageId: cStringOf(options.get(tags.receipted_message_id)),
      state: options.get(tags.message_state)?.[0] ?? null,
      text: decodedText(text, dataCoding) ?? '',
    });
    if (receipt === null) {
      onTaken('dropped');
      return statuses.ok;
    }
    const order = await this.#orderOf(receipt);
    this.#outage.end();
    if (order !== null) {
      onTaken('receipt');
      feed.publish(order);
      return statuses.ok;
    }
    // Maybe another process has it in hand.
    if (!this.#unknown.has(receipt.messageId) && this.#unknown.size < mostUnknown) {
      this.#unknown.add(receipt.messageId);
      return statuses.temporaryReceiverError;
    }
    this.#unknown.delete(receipt.messageId);
    onTaken('dropped');
    return statuses.ok;
  }

  /** A receipt may come with the answer that names its message, which is being written down then. */
  async #orderOf(receipt: SmsReceipt): Promise<OrderChange | null> {
    const { outbox, clock } = this.parts;
    const names = namesOf(receipt.messageId);
    for (const pauseMs of [100, 400, 1500]) {
      const order = await outbox.receipt(names, receipt);
      if (order !== null || this.#unknown.has(receipt.messageId)) return order;
      await new Promise<void>((resolve) => void clock.after(pauseMs, resolve));
    }
    return outbox.receipt(names, receipt);
  }

  /** @returns whether there may be more */
  async #fileSome(): Promise<boolean> {
    const { inbox, store, clock } = this.parts;
    const now = clock.now();
    // What failed may have been the process.
    if (this.#tidiedAt === 0) await inbox.retry(now);
    if (now - this.#tidiedAt >= hour) {
      await inbox.tidy(now);
      // A site without mail has nobody else who does.
      await store.noteOpen(now);
      this.#tidiedAt = now;
    }
    const due = await inbox.due(now, mostAtOnce);
    for (const sms of due) {
      // One that cannot be taken keeps no other back; without the database none can.
      await this.#file(sms).catch((error: unknown) => this.#putOff(sms, error));
    }
    return due.length === mostAtOnce;
  }

  async #putOff(sms: DueSms, error: unknown): Promise<void> {
    const { inbox, clock, log, onTaken } = this.parts;
    if (error instanceof StoreError && error.slug === 'database-unavailable') throw error;
    const delay = takingDelays[sms.tries];
    const dueAt = delay === undefined ? null : clock.now() + delay * 1_000_000;
    await inbox.later(sms.ids, dueAt, sms.tries + 1);
    if (dueAt === null) log.warn('an SMS that came in could not be taken, and is set aside', { error });
    onTaken(dueAt === null ? 'set-aside' : 'failed');
  }

  async #file(sms: DueSms): Promise<void> {
    const { inbox, store, normalise, sender, clock, onTaken } = this.parts;
    if (sms.parts === null) throw new Error('it cannot be opened');
    const [first] = sms.parts;
    const text = joined(sms.parts);
    if (first === undefined || text === null) {
      await inbox.drop(sms.ids, clock.now());
      onTaken('no-text');
      return;
    }
    const from = normalise(first.from);
    const to = normalise(first.to) ?? first.to;
    const isOurs = isOneOf(to, [sender]);
    // Whatever was entered as a line: to this number customers answer.
    if (!isOurs && (await this.parts.lines().isLine(to))) {
      await this.#fileLine(sms, { from: first.from, number: from, to, text });
      return;
    }
    const place = !isOurs ? 'other-number' : from === null ? 'no-number' : await inbox.orderOf(from, sender);
    if (typeof place === 'string') {
      await this.#fileStranger(sms, first.from, text, place);
      return;
    }
    const now = clock.now();
    const order = await store.orderOfNumber(place.orderNumber, newToken(), now);
    if (!isTaken('person', await store.counts(order.id, now), 'sms')) {
      const isOver = now - sms.at > waitsAtMost;
      await (isOver ? inbox.drop(sms.ids, now) : inbox.later(sms.ids, now + laterBy, sms.tries));
      onTaken(isOver ? 'dropped' : 'too-many');
      return;
    }
    const { keptHosts, confirmUrl, keepsOriginals, feed } = this.parts;
    // A number that somebody typed may be the manager's own, who sends guesses from it: of its texts nothing is compared.
    const own = place.isStated
      ? joinedContacts(order.own, (await store.formerContacts(order)).own)
      : 'any-piece';
    const redacted = redactText(text, { own, confirmUrl, keptHosts: await keptHosts() });
    const messageId = (at: Micros): string => `sms:${inbox.onceOf(first.from, text, at).toString('hex')}`;
    const result = await store.receive(order, {
      ...{ token: newToken(), at: sms.at, senderKnown: true },
      sms: {
        // As its sender has paid for it, whatever came twice or not at all.
        parts: first.mark?.total ?? 1,
        before: { messageId: messageId(sms.at - onceWithin), since: sms.at - onceWithin },
      },
      mail: {
        ...{ kind: 'person', subject: '', pictures: [], refused: [], isSpam: false },
        ...{ text: redacted.text, hidden: redacted.hidden },
        // No telephone has it: only a repetition is known by it.
        messageId: messageId(sms.at),
      },
      original: keepsOriginals ? { from: [], subject: '', text, packed: null } : null,
    });
    await inbox.drop(sms.ids, now);
    onTaken(result === 'stored' ? 'stored' : 'dropped');
    if (result === 'stored') feed.publish(order);
  }

  /** Counted as any other: whoever reads figures learns nothing of these numbers. */
  async #fileLine(
    { ids, at }: DueSms,
    { from, number, to, text }: Pick<LineSms, 'from' | 'number' | 'to' | 'text'>,
  ): Promise<void> {
    const { inbox, sender, clock, onTaken, lines } = this.parts;
    const isCompany = isOneOf(number ?? from, [sender]);
    const once = [inbox.onceOf(from, text, at), inbox.onceOf(from, text, at - onceWithin)] as const;
    await lines().take({ from, number, to, isCompany, text, at, once });
    await inbox.drop(ids, clock.now());
    onTaken('stored');
  }

  async #fileStranger(sms: DueSms, from: Masked, text: string, reason: StrangerReason): Promise<void> {
    const { inbox, clock, keptHosts, confirmUrl, onTaken } = this.parts;
    const isTooMany = (await inbox.strangersSince(clock.now() - hour)) >= mostStrangersAnHour;
    if (!isTooMany) {
      const redacted = redactText(text, { own: noContacts, confirmUrl, keptHosts: await keptHosts() });
      const once = inbox.onceOf(from, text, sms.at);
      const before = inbox.onceOf(from, text, sms.at - onceWithin);
      await inbox.keepStranger({ at: sms.at, reason, ...redacted }, once, before);
    }
    await inbox.drop(sms.ids, clock.now());
    onTaken(isTooMany ? 'dropped' : 'stranger');
  }
}

/** Parts that are named beside the text (SMPP 3.4, sections 5.3.2.22 to 24): their references are others than those of a header. */
function markOf(options: ShortMessage['options']): PartMark | null {
  const [high = 0, low = 0] = options.get(tags.sar_msg_ref_num) ?? [];
  const total = options.get(tags.sar_total_segments)?.[0];
  const nth = options.get(tags.sar_segment_seqnum)?.[0];
  if (total === undefined || nth === undefined) return null;
  return checked({ reference: 0x20000 + high * 256 + low, total, nth });
}

function cStringOf(octets: Uint8Array | undefined): string | null {
  if (octets === undefined) return null;
  const text = Buffer.from(octets).toString('latin1').replace(/\0.*$/s, '');
  return /^[!-~]{1,64}$/.test(text) ? text : null;
}
