import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/**
 * Stands between a client and the lab's AMI and changes what Asterisk says: for a PBX of another version or with
 * another clock, neither of which the lab can be made into.
 */
export class AlteredAmi {
  private constructor(private readonly server: Server) {}

  /** @param alter each piece of what Asterisk sends */
  static async listen(amiPort: number, alter: (text: string) => string): Promise<AlteredAmi> {
    const server = createServer((client) => {
      const pbx = connect(amiPort, '127.0.0.1');
      pbx.setEncoding('utf8');
      client.pipe(pbx);
      pbx.on('data', (text: string) => client.write(alter(text)));
      pbx.on('close', () => client.destroy());
      client.on('close', () => pbx.destroy());
      for (const socket of [client, pbx]) socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new AlteredAmi(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
