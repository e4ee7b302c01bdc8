import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** One connection to the fake. */
export interface AmiPeer {
  socket: Socket;
  isLoggedIn: boolean;
}

/**
 * Asterisk's side of AMI on a loopback socket: log-in, Ping, DeviceStateList, events; and what can go wrong.
 * Answers as Asterisk 22.10.1 was seen to.
 */
export class FakeAmiServer {
  /** Every byte that arrived, of all connections. */
  received = '';
  /** Actions by name, in order. */
  readonly actions: string[] = [];
  readonly peers = new Set<AmiPeer>();
  /** How many connections there were. */
  connections = 0;
  readonly states = new Map<string, string>();
  /** Reads and answers nothing any more, with the connections up. */
  isFrozen = false;
  /** Answers nothing to these actions. */
  readonly ignored = new Set<string>();
  /** Refuses these actions for want of a privilege. */
  readonly forbidden = new Set<string>();
  password = 'secret';
  port = 0;
  #server: Server | null = null;

  async listen(port = 0): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** As when Asterisk stops: nothing listens any more. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.drop();
    await closed;
  }

  /** Cuts all connections. */
  drop(): void {
    for (const { socket } of this.peers) socket.destroy();
  }

  /** Changes a device's state, and tells everybody. */
  change(device: string, state: string): void {
    this.states.set(device, state);
    this.tell({ Event: 'DeviceStateChange', Privilege: 'call,all', Device: device, State: state });
  }

  tell(headers: Record<string, string>): void {
    for (const peer of this.peers) if (peer.isLoggedIn) this.#send(peer.socket, headers);
  }

  #serve(socket: Socket): void {
    const peer: AmiPeer = { socket, isLoggedIn: false };
    this.connections += 1;
    this.peers.add(peer);
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => this.peers.delete(peer));
    let rest = '';
    socket.on('data', (chunk: string) => {
      this.received += chunk;
      const blocks = (rest + chunk).split('\r\n\r\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(peer, headersOf(block));
    });
    if (!this.isFrozen) socket.write('Asterisk Call Manager/11.0.0\r\n');
  }

  #take(peer: AmiPeer, headers: Map<string, string>): void {
    const action = headers.get('action') ?? '';
    const ActionID = headers.get('actionid') ?? '';
    this.actions.push(action.toLowerCase());
    if (this.isFrozen || this.ignored.has(action.toLowerCase())) return;
    const reply = (fields: Record<string, string>): void => this.#send(peer.socket, fields);
    if (this.forbidden.has(action.toLowerCase())) {
      reply({ Response: 'Error', ActionID, Message: 'Permission denied' });
      return;
    }
    switch (action.toLowerCase()) {
      case 'login':
        if (headers.get('secret') !== this.password) {
          reply({ Response: 'Error', ActionID, Message: 'Authentication failed' });
          return;
        }
        peer.isLoggedIn = true;
        reply({ Response: 'Success', ActionID, Message: 'Authentication accepted' });
        return;
      case 'ping':
        reply({ Response: 'Success', ActionID, Ping: 'Pong', Timestamp: '1795474730.185766' });
        return;
      case 'devicestatelist':
        reply({
          Response: 'Success',
          ActionID,
          EventList: 'start',
          Message: 'Device State Changes will follow',
        });
        for (const [Device, State] of this.states)
          reply({ Event: 'DeviceStateChange', ActionID, Device, State });
        reply({
          Event: 'DeviceStateListComplete',
          ActionID,
          EventList: 'Complete',
          ListItems: String(this.states.size),
        });
        return;
      default:
        reply({ Response: 'Error', ActionID, Message: 'Invalid/unknown command' });
    }
  }

  #send(socket: Socket, headers: Record<string, string>): void {
    if (this.isFrozen) return;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }
}

function headersOf(block: string): Map<string, string> {
  return new Map(
    block.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
