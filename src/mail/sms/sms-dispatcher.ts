import { randomBytes } from 'node:crypto';
import type { SmppAnswer } from '../smpp/smpp-session';
import { hasHeader, statuses, tags } from '../smpp/pdu';
import type { Address, ShortMessage } from '../smpp/pdu';
import type { DeliveryFault } from '../model/mail';
import { partHeader } from '../model/sms/user-data';
import { mostUnanswered, nextTry } from '../model/sms/sms-rates';
import { splitSms } from '../model/sms/sms-text';
import type { SmsSplit } from '../model/sms/sms-text';
import type { OwnSmsLines, SmsFate } from './own-lines';
import type { ClaimedSms, SmsOutbox, TakenPart } from './sms-store';
import { refusalOfOrder } from '#calls/model/call-limits';
import type { CallLimits } from '#calls/model/call-limits';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { Rounds } from '#kernel/rounds';
import { mask } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { OrderFeed } from '#orders/order-feed';

/** What became of a part that was to be given to the provider. Stable: a label of a metric. */
export const submitResults = ['taken', 'throttled', 'refused', 'unanswered', 'down'] as const;
export type SubmitResult = (typeof submitResults)[number];

/** What a message is given to. */
export interface SmsProvider {
  /** Messages that may be given now; 0 without a connection. */
  readonly room: number;
  submit(message: ShortMessage): Promise<SmppAnswer | 'down'>;
  /** Takes the turn and the time of a message, milliseconds, and gives none. */
  pass(answerMs: number): Promise<'passed' | 'unanswered' | 'down'>;
}

export interface SmsDispatcherParts {
  outbox: SmsOutbox;
  provider: SmsProvider;
  limits: () => Promise<CallLimits>;
  /** Whether long messages are given whole, as `message_payload`. */
  isWhole: boolean;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Clock;
  log: Log;
  onTried: (result: SubmitResult) => void;
  /** Numbers of invented customers: what is written to them stays inside while the provider serves, and is answered as for people's. */
  lines: () => OwnSmsLines;
  /** A receipt that Star7 owes itself is due then. */
  onPromised: (dueAt: Micros) => void;
}

const mostAtOnce = 10;
const lookMs = 1000;
const stopMs = 5000;
/** A part that takes longer belongs to a process that is gone: four times what an answer may take. */
const leaseFor: Micros = 120_000_000;
/** A provider that took longer once was disturbed. */
const longestAnswerMs = 10_000;
/** An answer "too many" does not count as a try. */
const throttledFor: Micros = 2_000_000;

/**
 * Gives what waits to the provider, part by part. What the provider has said it took is never given again. A part whose answer did not come (the
 * connection broke, or this process was killed) is given once more: the customer may have it twice, and the thread says so.
 */
export class SmsDispatcher {
  readonly #rounds: Rounds;
  /** The provider's last answer took an SMS, or was about its recipient: it serves this account. */
  #isServed = false;

  constructor(private readonly parts: SmsDispatcherParts) {
    const { clock, log } = parts;
    this.#rounds = new Rounds({
      ...{ clock, restMs: lookMs, stopMs, work: () => this.#sendSome() },
      onOutage: (error) => log.warn('SMS wait: the database does not answer', { error }),
    });
  }

  start(): void {
    this.wake();
  }

  /** Something waits, or can be sent again. */
  wake(): void {
    this.#rounds.wake();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** @returns whether there may be more */
  async #sendSome(): Promise<boolean> {
    const { outbox, provider, clock } = this.parts;
    const most = Math.min(mostAtOnce, provider.room);
    if (most === 0) return false;
    const now = clock.now();
    const claimed = await outbox.claim(most, { until: now + leaseFor, now });
    await Promise.all(claimed.map((sms) => this.#send(sms)));
    return claimed.length === most;
  }

  async #send(sms: ClaimedSms): Promise<void> {
    const { outbox, feed, log } = this.parts;
    const tried = await this.#tried(sms);
    if (tried !== null && tried !== 'later') {
      const { fault, answerMs } = typeof tried === 'string' ? { fault: tried, answerMs: null } : tried;
      log.info('an SMS was not sent', { reason: fault });
      await outbox.failed(sms, fault, answerMs);
    }
    feed.publish(sms.order);
  }

  /** @returns null: the provider has all of it; `later`: it is tried again; a fault: it is given up */
  async #tried(sms: ClaimedSms): Promise<DeliveryFault | Refused | 'later' | null> {
    const { outbox, clock, limits, isWhole, onTried, lines } = this.parts;
    const { point, unanswered } = sms;
    if (unanswered >= mostUnanswered) return 'unanswered';
    if (point === null) return sms.isOpen ? 'number-unknown' : 'order-closed';
    // A message about an order that is hours old says nothing any more.
    if (nextTry(sms.attempts, sms.writtenAt, clock.now()) === null) return 'too-old';
    const refusal = refusalOfOrder(point.restraints, clock.now(), await limits());
    if (refusal === 'do-not-call') return 'do-not-contact';
    if (refusal !== null) return refusal === 'destination' ? refusal : 'out-of-hours';
    const fate = await lines().fateOf(sms.order.orderNumber, point);
    for (const { nth, message } of messagesOf(sms, splitSms(sms.text), isWhole)) {
      if (sms.taken.has(nth)) continue;
      const destination: Address = { ton: 1, npi: 1, address: point.number };
      await outbox.asking(sms, clock.now() + leaseFor);
      const begin = clock.now();
      const { isOwn, ...result } = await this.#given({ ...message, destination }, fate);
      const answerMs = Math.round((clock.now() - begin) / 1000);
      onTried(result.result);
      if (result.result === 'taken') {
        const taken = { messageId: result.messageId, answerMs, receipt: isOwn ? this.#owed(fate) : null };
        await outbox.partTaken(sms, nth, taken, clock.now() + leaseFor);
        if (taken.receipt !== null) this.parts.onPromised(taken.receipt.dueAt);
        continue;
      }
      const fault = await this.#notTaken(sms, result);
      return fault === 'later' ? fault : { fault, answerMs };
    }
    await outbox.sent(sms);
    return null;
  }

  /**
   * Keeps one inside only while the provider is known to serve, before its answer and at it: else it is given, and has what people's have.
   * @param fate of one that may stay inside @returns whether it did
   */
  async #given(
    message: ShortMessage,
    fate: SmsFate | null,
  ): Promise<(Taken | NotTaken) & { isOwn: boolean }> {
    const { provider } = this.parts;
    if (fate !== null && this.#isServed) {
      const passed = await provider.pass(Math.min(fate.answerMs, longestAnswerMs));
      if (passed !== 'passed') return { ...resultOf(passed), isOwn: true };
      if (this.#serves()) return { ...ownResult(fate), isOwn: true };
    }
    const result = resultOf(await provider.submit(message));
    this.#isServed = isService(result) ?? this.#isServed;
    return { ...result, isOwn: false };
  }

  /** Asked again after each wait. */
  #serves(): boolean {
    return this.#isServed;
  }

  #owed(fate: SmsFate | null): TakenPart['receipt'] {
    if (fate === null || fate.receipt === null) return null;
    const { outcome, fault, afterMs } = fate.receipt;
    return { outcome, fault, dueAt: this.parts.clock.now() + afterMs * 1000 };
  }

  async #notTaken(sms: ClaimedSms, result: NotTaken): Promise<DeliveryFault | 'later'> {
    const { outbox, clock } = this.parts;
    const now = clock.now();
    if (result.isFinal) return result.fault;
    const wasAsked = result.result === 'unanswered';
    if (wasAsked && sms.unanswered + 1 >= mostUnanswered) return 'unanswered';
    const isAttempt = result.result === 'refused';
    const next = nextTry(sms.attempts, sms.writtenAt, now);
    if (next === null) return 'too-old';
    const dueAt = isAttempt ? next : now + throttledFor;
    const fault = isAttempt ? result.fault : null;
    await outbox.again(sms, { fault, dueAt, isAttempt, wasAsked });
    return 'later';
  }
}

/** The messages by which an SMS is given to the provider. The same each time: a telephone knows parts that it has already. */
function messagesOf(
  { id, sender }: Pick<ClaimedSms, 'id' | 'sender'>,
  { alphabet, parts }: SmsSplit,
  isWhole: boolean,
): { nth: number; message: Omit<ShortMessage, 'destination'> }[] {
  const common = {
    source: sourceOf(sender),
    // A receipt, whatever becomes of it.
    registeredDelivery: 1,
    dataCoding: alphabet === 'gsm' ? 0 : 8,
    // Of a repetition the same: by it the provider can know one.
    options: new Map([[tags.user_message_reference, Uint8Array.from([(id >> 8) & 0xff, id & 0xff])]]),
  };
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    return [{ nth: 1, message: { ...common, esmClass: 0, text: only.bytes } }];
  }
  if (isWhole) {
    const payload = Uint8Array.from(parts.flatMap(({ bytes }) => [...bytes]));
    const options = new Map([...common.options, [tags.message_payload, payload] as const]);
    return [{ nth: 1, message: { ...common, esmClass: 0, text: new Uint8Array(), options } }];
  }
  return parts.map(({ bytes }, at) => {
    const header = partHeader({ reference: id & 0xff, total: parts.length, nth: at + 1 });
    const text = Uint8Array.from([...header, ...bytes]);
    return { nth: at + 1, message: { ...common, esmClass: hasHeader, text } };
  });
}

/** A number, or a name (SMPP 3.4, section 5.2.5): short numbers belong to a network, and are of no country. */
export function sourceOf(sender: string): Address {
  const address = mask(sender);
  if (!/^\d+$/.test(sender)) return { ton: 5, npi: 0, address };
  return sender.length <= 8 ? { ton: 3, npi: 0, address } : { ton: 1, npi: 1, address };
}

/** Given up because the provider refused it, after so long. */
interface Refused {
  fault: DeliveryFault;
  answerMs: number;
}

interface Taken {
  result: 'taken';
  messageId: string;
}

interface NotTaken {
  result: Exclude<SubmitResult, 'taken'>;
  fault: DeliveryFault;
  isFinal: boolean;
}

/** Statuses that are about the recipient or the message: trying again is of no use. */
const finals = new Map<number, DeliveryFault>([
  [statuses.invalidDestination, 'number-unknown'],
  [statuses.invalidDestinationType, 'number-unknown'],
  [statuses.invalidDestinationPlan, 'number-unknown'],
  [statuses.invalidMessageLength, 'too-large'],
  [statuses.permanentReceiverError, 'rejected'],
  [statuses.receiverRejects, 'rejected'],
  [statuses.invalidSource, 'sender-refused'],
  [statuses.invalidSourceType, 'sender-refused'],
  [statuses.invalidSourcePlan, 'sender-refused'],
]);

/** Faults of one message. */
const ofRecipients: readonly DeliveryFault[] = ['number-unknown', 'rejected'];

/** @returns null: it says nothing of the account */
function isService(result: Taken | NotTaken): boolean | null {
  if (result.result === 'taken') return true;
  if (!result.isFinal) return false;
  return ofRecipients.includes(result.fault) ? true : result.fault === 'too-large' ? null : false;
}

function ownResult({ refusal }: SmsFate): Taken | NotTaken {
  return refusal === null
    ? { result: 'taken', messageId: randomBytes(8).toString('hex') }
    : { result: 'refused', fault: refusal, isFinal: true };
}

function resultOf(answer: SmppAnswer | 'down'): Taken | NotTaken {
  if (answer === 'down' || answer === 'unanswered') {
    return { result: answer, fault: 'unreachable', isFinal: false };
  }
  const { status, messageId } = answer;
  if (status === statuses.ok) return { result: 'taken', messageId };
  if (status === statuses.throttled || status === statuses.queueFull) {
    return { result: 'throttled', fault: 'unreachable', isFinal: false };
  }
  const fault = finals.get(status);
  return { result: 'refused', fault: fault ?? 'rejected', isFinal: fault !== undefined };
}
