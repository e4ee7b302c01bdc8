import type { SMTPServerDataStream } from 'smtp-server';
import { largestMail } from './model/mail';
import { Answer, tooLarge, unreadable } from './smtp-answer';

const defaultMostHeld = 4 * largestMail;
/** Pieces of a mail before they are put together. */
const mostPieces = 1024;
/** Lines with a dot first, each of which begins a piece: of a mail with more, nobody wrote a word, and it would take seconds to read. */
const mostDots = 200_000;
const full = (): Answer => new Answer(452, '4.3.1 Too many messages at once, try again later');

/** Mails that have come and are not dealt with yet: so many bytes of all connections together. */
export class HeldMails {
  #held = 0;

  /** @param mostHeld bytes: what is more is to be given later */
  constructor(private readonly mostHeld = defaultMostHeld) {}

  /**
   * Reads a mail and holds it for as long as it is used.
   * @throws Answer for one that is too large, that cannot be read, or for which there is no room
   */
  async use<Result>(stream: SMTPServerDataStream, work: (raw: Buffer) => Promise<Result>): Promise<Result> {
    const whole: Buffer[] = [];
    const pieces: Buffer[] = [];
    let length = 0;
    let count = 0;
    let isFull = false;
    try {
      // What is beyond a limit is read and dropped: whoever gives the mail waits for the answer.
      for await (const piece of stream as AsyncIterable<Buffer>) {
        count += 1;
        if (length + piece.length > largestMail || count > mostDots) continue;
        isFull ||= this.#held + piece.length > this.mostHeld;
        if (isFull) continue;
        pieces.push(piece);
        // A mail of short lines with dots comes in millions of pieces, each of which costs more than its bytes.
        if (pieces.length === mostPieces) whole.push(Buffer.concat(pieces.splice(0)));
        length += piece.length;
        this.#held += piece.length;
      }
      if (stream.sizeExceeded) throw tooLarge();
      if (count > mostDots) throw unreadable();
      if (isFull) throw full();
      return await work(Buffer.concat([...whole.splice(0), ...pieces.splice(0)]));
    } finally {
      this.#held -= length;
    }
  }
}
