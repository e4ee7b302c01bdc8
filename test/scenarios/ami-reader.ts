import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { eventually } from '../lab/eventually';

/** One AMI session, byte for byte: what anybody with these credentials gets to see. */
export class AmiReader {
  #text = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (this.#text += text));
    socket.on('error', () => socket.destroy());
  }

  static async login(port: number, username: string, password: string): Promise<AmiReader> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt = connect(port, '127.0.0.1', () => resolve(attempt));
      attempt.once('error', reject);
    });
    const reader = new AmiReader(socket);
    reader.send({ Action: 'Login', Username: username, Secret: password, Events: 'on' });
    await eventually(() => reader.received.includes('Response: Success'), {
      within: 3_000,
      what: 'AMI log-in',
    });
    return reader;
  }

  /** Everything so far. */
  get received(): string {
    return this.#text;
  }

  send(action: Readonly<Record<string, string>>): void {
    const lines = Object.entries(action).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(`${lines.join('')}\r\n`);
  }

  /** @returns what came since the action was sent, once it holds that */
  async ask(action: Readonly<Record<string, string>>, until: RegExp): Promise<string> {
    const from = this.#text.length;
    this.send(action);
    return await eventually(
      () => {
        const answer = this.#text.slice(from);
        return until.test(answer) ? answer : null;
      },
      { within: 3_000, what: `answer to ${action['Action'] ?? 'an action'}` },
    );
  }

  end(): void {
    this.socket.destroy();
  }
}
