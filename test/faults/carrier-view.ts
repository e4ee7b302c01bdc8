import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab/lab';
import { headerOf, parseSippLog } from '../lab/sip-message';
import type { SipMessage } from '../lab/sip-message';

/**
 * One call as the carrier saw it, independent of Star7's data. Times in milliseconds since 1970, by the
 * machine's clock.
 */
export interface Dialogue {
  carrier: string;
  /** The last ten digits of the called number. */
  called: string;
  invitedAt: number;
  /** The customer's 200. */
  answeredAt: number | null;
  /** The first BYE, the CANCEL, or the refusal. */
  endedAt: number | null;
  /** The sender of that message. */
  endedBy: 'customer' | 'pbx' | null;
}

/** The messages that the carriers received and sent, read from their logs continuously. */
export class CarrierView {
  readonly #logs: CarrierLog[];

  constructor(lab: Lab) {
    this.#logs = lab.carriers.map(({ name }) => new CarrierLog(name, lab.place.file(name, 'messages.log')));
  }

  /** The calls to a number since that time, over any trunk. */
  callsTo(number: string, since: number): Dialogue[] {
    return this.#logs
      .flatMap((log) => log.dialogues())
      .filter(({ called, invitedAt }) => called === number.slice(-10) && invitedAt >= since);
  }
}

/** Precedes each message; the rest of the line is the time. */
const separator = `${'-'.repeat(40)} `;

/** One carrier's message log; each read covers only the new part. */
class CarrierLog {
  readonly #dialogues = new Map<string, Dialogue>();
  /** Where the last message begins: it may have been incomplete. */
  #offset = 0;

  constructor(
    private readonly carrier: string,
    private readonly file: string,
  ) {}

  dialogues(): Dialogue[] {
    if (existsSync(this.file)) this.#read();
    return [...this.#dialogues.values()];
  }

  #read(): void {
    const handle = openSync(this.file, 'r');
    try {
      const { size } = fstatSync(handle);
      // A restarted carrier starts a new log.
      if (size < this.#offset) this.#offset = 0;
      const bytes = Buffer.alloc(size - this.#offset);
      readSync(handle, bytes, 0, bytes.length, this.#offset);
      const text = bytes.toString('latin1');
      for (const message of parseSippLog(text)) this.#take(message);
      this.#offset += Math.max(0, text.lastIndexOf(separator));
    } finally {
      closeSync(handle);
    }
  }

  /** Tolerates repeated messages. */
  #take(message: SipMessage): void {
    const { callId, method, direction, status } = message;
    const at = Date.parse(message.at ?? '');
    if (method === 'INVITE' && direction === 'received' && !this.#dialogues.has(callId)) {
      const called = (/^INVITE sip:([^@]*)@/.exec(message.startLine)?.[1] ?? '').slice(-10);
      this.#dialogues.set(callId, {
        carrier: path.basename(this.carrier),
        called,
        invitedAt: at,
        answeredAt: null,
        endedAt: null,
        endedBy: null,
      });
      return;
    }
    const dialogue = this.#dialogues.get(callId);
    if (dialogue === undefined) return;
    const ofInvite = (headerOf(message, 'CSeq') ?? '').endsWith('INVITE');
    if (status === 200 && ofInvite && direction === 'sent') dialogue.answeredAt ??= at;
    const ends =
      method === 'BYE' || method === 'CANCEL' || (ofInvite && direction === 'sent' && (status ?? 0) >= 300);
    if (ends && dialogue.endedAt === null) {
      dialogue.endedAt = at;
      dialogue.endedBy = direction === 'sent' ? 'customer' : 'pbx';
    }
  }
}
