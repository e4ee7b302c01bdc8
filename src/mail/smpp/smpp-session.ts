import type { Socket } from 'node:net';
import {
  bare,
  bindTransceiver,
  commands,
  messageResponse,
  PduCutter,
  PduError,
  readPdu,
  statuses,
  submitSm,
} from './pdu';
import type { BindRequest, Pdu, ShortMessage } from './pdu';
import type { Clock } from '#kernel/clock';

/** What a centre answered, or that it did not: whether it has the message is not known then. */
export type SmppAnswer = { status: number; messageId: string } | 'unanswered';

export interface SmppSessionParts {
  socket: Socket;
  clock: Pick<Clock, 'after'>;
  /** Takes a message before the centre is told so. @returns `command_status`; never rejects */
  onMessage: (message: ShortMessage) => Promise<number>;
  /** The connection has ended. */
  onEnd: () => void;
}

/** Who does not answer for so long has gone. */
const answerMs = 30_000;
/** So long nothing need be said: then it is asked whether the other side is there. */
const quietMs = 20_000;
/** Messages that are being taken at once: a centre that sends more waits, for nothing is read meanwhile. */
const mostTaken = 50;

/** One connection to a centre (SMSC). Sequence numbers run from 1, answers are matched by them (section 2.6). */
export class SmppSession {
  readonly #cutter = new PduCutter();
  readonly #waiting = new Map<number, { response: number; settle: (answer: SmppAnswer) => void }>();
  #sequence = 0;
  #taken = 0;
  #ended = false;
  #cancelQuiet: () => void = () => undefined;

  constructor(private readonly parts: SmppSessionParts) {
    const { socket } = parts;
    socket.on('data', (piece: Buffer) => this.#read(piece));
    // The end follows it. What it says may name the host alone; nobody needs it twice.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#end());
    if (socket.destroyed) this.#end();
  }

  /** Messages without an answer. */
  get underway(): number {
    return this.#waiting.size;
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** @returns `command_status`; `unanswered` for a connection that ended */
  async bind(request: BindRequest): Promise<number | 'unanswered'> {
    const answer = await this.#ask(commands.bind_transceiver_resp, (sequence) =>
      bindTransceiver(request, sequence),
    );
    if (answer === 'unanswered') return answer;
    if (answer.status === statuses.ok) this.#listen();
    return answer.status;
  }

  submit(message: ShortMessage): Promise<SmppAnswer> {
    return this.#ask(commands.submit_sm_resp, (sequence) => submitSm(message, sequence));
  }

  /** Takes leave (section 4.2), and closes. */
  async unbind(): Promise<void> {
    await this.#ask(commands.unbind_resp, (sequence) => bare(commands.unbind, sequence));
    this.parts.socket.destroy();
  }

  destroy(): void {
    this.parts.socket.destroy();
  }

  #ask(response: number, written: (sequence: number) => Buffer): Promise<SmppAnswer> {
    const { socket, clock } = this.parts;
    if (this.#ended) return Promise.resolve('unanswered');
    // 1 to 0x7fffffff (section 3.2).
    this.#sequence = (this.#sequence % 0x7fff_ffff) + 1;
    const sequence = this.#sequence;
    const bytes = written(sequence);
    return new Promise((resolve) => {
      const cancel = clock.after(answerMs, () => socket.destroy());
      const settle = (answer: SmppAnswer): void => {
        cancel();
        this.#waiting.delete(sequence);
        resolve(answer);
      };
      this.#waiting.set(sequence, { response, settle });
      socket.write(bytes);
    });
  }

  #listen(): void {
    this.#cancelQuiet();
    this.#cancelQuiet = this.parts.clock.after(quietMs, () => {
      void this.#ask(commands.enquire_link_resp, (sequence) => bare(commands.enquire_link, sequence)).then(
        (answer) => {
          if (answer !== 'unanswered') this.#listen();
        },
      );
    });
  }

  #read(piece: Buffer): void {
    const { socket } = this.parts;
    try {
      for (const bytes of this.#cutter.push(piece)) {
        if (this.#ended) return;
        this.#take(bytes);
      }
    } catch (error) {
      if (!(error instanceof PduError)) throw error;
      // Nothing that follows can be found.
      socket.end(bare(commands.generic_nack, 0, error.status));
      socket.destroySoon();
      this.#end();
    }
  }

  #take(bytes: Buffer): void {
    const { socket } = this.parts;
    let pdu: Pdu;
    try {
      pdu = readPdu(bytes);
    } catch (error) {
      if (!(error instanceof PduError) || error.header === null) throw error;
      const { command, sequence } = error.header;
      if (command < 0x8000_0000) socket.write(bare(commands.generic_nack, sequence, error.status));
      // An answer that cannot be read is none.
      else this.#waiting.get(sequence)?.settle('unanswered');
      return;
    }
    const { command, sequence, status, message, messageId } = pdu;
    if (command >= 0x8000_0000) {
      const asked = this.#waiting.get(sequence);
      if (command === asked?.response) asked.settle({ status, messageId });
      // A refusal, whatever status it has.
      else if (command === commands.generic_nack)
        asked?.settle({ status: status === statuses.ok ? statuses.systemError : status, messageId });
      return;
    }
    switch (command) {
      case commands.enquire_link:
        socket.write(bare(commands.enquire_link_resp, sequence));
        return;
      case commands.unbind:
        socket.end(bare(commands.unbind_resp, sequence));
        return;
      case commands.alert_notification:
        return;
      case commands.deliver_sm:
      case commands.data_sm:
        if (message !== null) this.#takeMessage(message, command, sequence);
        return;
      default:
        socket.write(bare(commands.generic_nack, sequence, statuses.invalidCommand));
    }
  }

  #takeMessage(message: ShortMessage, command: number, sequence: number): void {
    const { socket, onMessage } = this.parts;
    this.#taken += 1;
    if (this.#taken === mostTaken) socket.pause();
    void onMessage(message).then((status) => {
      this.#taken -= 1;
      if (this.#taken < mostTaken) socket.resume();
      if (!this.#ended) socket.write(messageResponse(command + 0x8000_0000, sequence, status));
    });
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelQuiet();
    for (const { settle } of [...this.#waiting.values()]) settle('unanswered');
    this.parts.onEnd();
  }
}
