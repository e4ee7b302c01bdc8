import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import type { Server, TLSSocket } from 'node:tls';

const tls = (name: string): Buffer => readFileSync(path.join(__dirname, '../fixtures/tls', name));

interface HeldMail {
  uid: number;
  raw: Buffer;
  /** As it states it, which may not be so. */
  size: number;
}

/**
 * A server of IMAP (RFC 9051) with one account and one folder, strict in what it takes, that fails where a real one does not on demand: it lies about
 * sizes, lacks extensions, refuses to delete, breaks off.
 */
export class FakeImap {
  readonly certificate = tls('localhost.crt').toString();
  /** Commands without their tags, with passwords left out. */
  readonly commands: string[] = [];
  readonly mails: HeldMail[] = [];
  extensions = 'IDLE UIDPLUS MOVE';
  refusesRemoval = false;
  refusesFetch = false;
  /** Breaks off at a command that begins so, before it answers. */
  breaksAt: string | null = null;
  readonly #sockets = new Set<TLSSocket>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer({ key: tls('localhost.key'), cert: tls('localhost.crt') }, (socket) =>
      this.#serve(socket),
    );
  }

  static async listen(): Promise<FakeImap> {
    const fake = new FakeImap();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** @param size what it states; absent: the truth */
  put(raw: string, size?: number): void {
    const uid = (this.mails.at(-1)?.uid ?? 0) + 1;
    this.mails.push({ uid, raw: Buffer.from(raw), size: size ?? Buffer.byteLength(raw) });
    for (const socket of this.#sockets) socket.write(`* ${String(this.mails.length)} EXISTS\r\n`);
  }

  breakOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.breakOff();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: TLSSocket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.write('* OK ready\r\n');
    let text = '';
    let idle: string | null = null;
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      for (let end = text.indexOf('\r\n'); end !== -1; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (idle !== null && line.toUpperCase() === 'DONE') {
          socket.write(`${idle} OK done\r\n`);
          idle = null;
          continue;
        }
        const [tag = '', ...words] = line.split(' ');
        const command = words.join(' ');
        this.commands.push(/^login/i.test(command) ? (words[0] ?? '') : command);
        if (this.breaksAt !== null && command.toUpperCase().startsWith(this.breaksAt)) {
          socket.destroy();
          return;
        }
        if (/^idle$/i.test(command)) {
          idle = tag;
          socket.write('+ idling\r\n');
          continue;
        }
        for (const answer of this.#answers(command)) socket.write(answer);
        socket.write(`${tag} ${this.#result(command)}\r\n`);
        if (/^logout$/i.test(command)) socket.end();
      }
    });
  }

  #result(command: string): string {
    if (/^login/i.test(command)) {
      return /^login "?shop"? "?right"?$/i.test(command) ? 'OK in' : 'NO [AUTHENTICATIONFAILED] no';
    }
    if (this.refusesRemoval && /^uid (?:store|move)/i.test(command)) return 'NO [CANNOT] not now';
    if (this.refusesFetch && /^uid fetch/i.test(command)) return 'NO [SERVERBUG] broken';
    return /^(?:select|examine)/i.test(command) ? 'OK [READ-WRITE] open' : 'OK done';
  }

  #answers(command: string): (string | Buffer)[] {
    const upper = command.toUpperCase();
    if (upper === 'CAPABILITY') {
      return [`* CAPABILITY IMAP4rev1 ${this.extensions}\r\n`];
    }
    if (upper === 'LIST "" ""') return ['* LIST (\\Noselect) "/" ""\r\n'];
    if (upper.startsWith('LIST')) return ['* LIST (\\HasNoChildren) "/" INBOX\r\n'];
    if (upper.startsWith('SELECT') || upper.startsWith('EXAMINE')) {
      return [
        '* FLAGS (\\Seen \\Deleted)\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok\r\n',
        `* ${String(this.mails.length)} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n`,
      ];
    }
    if (upper.startsWith('UID SEARCH')) {
      return [`* SEARCH${this.mails.map(({ uid }) => ` ${String(uid)}`).join('')}\r\n`];
    }
    const uids = (/^UID (?:FETCH|STORE|EXPUNGE|MOVE) ([\d,]+)/.exec(upper)?.[1] ?? '').split(',').map(Number);
    if (upper.startsWith('UID FETCH'))
      return this.refusesFetch
        ? []
        : this.mails.flatMap((mail, nth) => this.#fetched(mail, nth, uids, upper));
    const isRemoval = upper.startsWith('UID EXPUNGE') || upper.startsWith('UID MOVE') || upper === 'EXPUNGE';
    return isRemoval && !this.refusesRemoval ? this.#removed(upper === 'EXPUNGE' ? null : uids) : [];
  }

  #fetched({ uid, raw, size }: HeldMail, nth: number, uids: number[], command: string): (string | Buffer)[] {
    if (!uids.includes(uid)) return [];
    const most = Number(/BODY\.PEEK\[\]<0\.(\d+)>/.exec(command)?.[1] ?? Number.NaN);
    const start = `* ${String(nth + 1)} FETCH (UID ${String(uid)}`;
    if (Number.isNaN(most)) return [`${start} RFC822.SIZE ${String(size)})\r\n`];
    const piece = raw.subarray(0, most);
    return [`${start} BODY[]<0> {${String(piece.length)}}\r\n`, piece, ')\r\n'];
  }

  /** @param uids null: all that are marked, of which there is one */
  #removed(uids: number[] | null): string[] {
    const gone: string[] = [];
    for (let nth = this.mails.length; nth > 0; nth -= 1) {
      if (uids !== null && !uids.includes(this.mails[nth - 1]?.uid ?? 0)) continue;
      this.mails.splice(nth - 1, 1);
      gone.push(`* ${String(nth)} EXPUNGE\r\n`);
    }
    return gone;
  }
}
