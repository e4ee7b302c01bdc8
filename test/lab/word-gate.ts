import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** Who says a word on a connection: whoever connected, or whoever listens. */
export type Speaker = 'client' | 'server';

interface Trap {
  speaker: Speaker;
  word: RegExp;
  /** Called with what has the word still on this side; it is passed on only if the answer says so, and the connection ends if not. */
  onHeard: () => Promise<'pass' | 'drop'>;
}

/** Longest word that is looked for across two pieces of a connection. */
const longestWord = 200;

/**
 * A TCP proxy on loopback that waits for a word, and lets a test do something at exactly this moment: before the other side has heard it.
 * What a client says is kept back until a connection to the server is there.
 */
export class WordGate {
  #trap: Trap | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(private readonly target: number) {
    this.#server = createServer((near) => this.#join(near));
  }

  static async listen(port: number, target: number): Promise<WordGate> {
    const gate = new WordGate(target);
    await new Promise<void>((resolve, reject) => {
      gate.#server.once('error', reject);
      gate.#server.listen(port, '127.0.0.1', resolve);
    });
    return gate;
  }

  /** Once. @returns when it has happened */
  async at(speaker: Speaker, word: RegExp, act: () => Promise<'pass' | 'drop'>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#trap = {
        ...{ speaker, word },
        onHeard: async () => {
          const done = act();
          done.then(() => resolve(), reject);
          return await done;
        },
      };
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    this.#pass('client', near, far, end);
    this.#pass('server', far, near, end);
  }

  #pass(speaker: Speaker, from: Socket, to: Socket, end: () => void): void {
    let before = '';
    from.on('data', (bytes: Buffer) => {
      const text = before + bytes.toString('latin1');
      before = text.slice(-longestWord);
      const trap = this.#trap;
      if (trap?.speaker !== speaker || !trap.word.test(text)) {
        to.write(bytes);
        return;
      }
      this.#trap = null;
      before = '';
      from.pause();
      trap.onHeard().then((then) => {
        if (then === 'drop') {
          end();
          return;
        }
        to.write(bytes);
        from.resume();
      }, end);
    });
  }
}
