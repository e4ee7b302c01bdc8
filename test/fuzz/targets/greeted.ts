import { once } from 'node:events';
import type { Socket } from 'node:net';

interface Greeted {
  connection: Socket;
  greeting: string;
}

/** @param connection that was begun just now @returns it, once it was greeted */
async function greeted(connection: Socket): Promise<Greeted> {
  connection.setEncoding('latin1');
  const [greeting] = (await once(connection, 'data')) as [string];
  return { connection, greeting };
}

/** Connections that have waited for their greeting already: smtp-server lets each wait for a tenth of a second. */
export class GreetedConnections {
  readonly #greeted: Promise<Greeted>[] = [];
  #opened = 0;

  /** @param length how many wait at once */
  constructor(
    private readonly length: number,
    private readonly open: (nth: number) => Socket,
  ) {}

  async next(): Promise<Greeted> {
    while (this.#greeted.length < this.length) this.#greeted.push(greeted(this.open((this.#opened += 1))));
    return await this.#greeted.shift()!;
  }

  async drop(): Promise<void> {
    for (const each of this.#greeted.splice(0)) (await each).connection.destroy();
  }
}

/** @param say what is said on it @returns everything that was said to it until it has ended */
export function heardOn(
  { connection, greeting }: Greeted,
  say: (connection: Socket) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = greeting;
    connection.on('data', (text: string) => {
      heard += text;
    });
    connection.on('error', (error: NodeJS.ErrnoException) => {
      // The server ends a connection that says nonsense, while more comes.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    connection.on('close', () => resolve(heard));
    say(connection);
  });
}
