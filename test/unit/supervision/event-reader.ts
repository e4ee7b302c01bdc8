import { get } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../lab/eventually';
import type { HttpRig } from '../http/http-rig';
import { tokens } from '../http/http-rig';

export interface ReadEvent {
  id?: string;
  event?: string;
  data?: { id: string; phase: string; extension: string; orderNumber?: string };
}

const otherKinds: ReadonlySet<string> = new Set(['phone', 'presence', 'order']);

/** Reads server-sent events as the HTML standard has it (section 9.2.6), from a real socket. */
export class EventReader {
  /** Of calls, and gaps. */
  readonly events: ReadEvent[] = [];
  /** Of phones, presence and orders. */
  readonly others: ReadEvent[] = [];
  /** The last id, of an event or by itself. */
  lastEventId: string | undefined;
  comments = 0;
  ended = false;
  #rest = '';

  /** Those of one server; it has one listener for all of them. */
  static readonly #readers = new WeakMap<Server, Set<EventReader>>();

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.#read(chunk));
    response.on('close', () => (this.ended = true));
    response.on('error', () => undefined);
  }

  /** Resolves with the answer's head. */
  static async open(
    rig: HttpRig,
    who: keyof typeof tokens,
    lastEventId?: string,
    by: 'header' | 'query' = 'header',
  ): Promise<EventReader> {
    if (!rig.app.server.listening) await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const headers = {
      authorization: `Bearer ${tokens[who]}`,
      ...(lastEventId === undefined || by === 'query' ? {} : { 'last-event-id': lastEventId }),
    };
    const path = `/api/events${by === 'query' ? `?lastEventId=${lastEventId ?? ''}` : ''}`;
    return await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        const reader = new EventReader(response);
        EventReader.#readersOf(rig.app.server).add(reader);
        resolve(reader);
      }).on('error', reject);
    });
  }

  static #readersOf(server: Server): Set<EventReader> {
    const known = this.#readers.get(server);
    if (known !== undefined) return known;
    const readers = new Set<EventReader>();
    this.#readers.set(server, readers);
    // A reader that does not read would not notice by itself, and keep the tests' process.
    server.once('close', () => {
      for (const { response } of readers) response.resume();
    });
    return readers;
  }

  /** The first `count` events. */
  async read(count: number): Promise<ReadEvent[]> {
    await eventually(() => this.events.length >= count, { within: 10_000, what: `event ${String(count)}` });
    return this.events.slice(0, count);
  }

  /** The first `count` events of phones, presence and orders. */
  async readOthers(count: number): Promise<ReadEvent[]> {
    await eventually(() => this.others.length >= count, { within: 10_000, what: `event ${String(count)}` });
    return this.others.slice(0, count);
  }

  async end(): Promise<void> {
    await eventually(() => this.ended, { within: 10_000, what: 'the end of the stream' });
  }

  close(): void {
    this.response.destroy();
  }

  #read(chunk: string): void {
    const blocks = (this.#rest + chunk).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event: ReadEvent = {};
      for (const line of block.split('\n')) {
        const colon = line.indexOf(': ');
        const value = line.slice(colon + 2);
        if (line.startsWith(':')) this.comments += 1;
        else if (line.startsWith('data: ')) event.data = JSON.parse(value) as NonNullable<ReadEvent['data']>;
        else if (line.startsWith('id: ')) event.id = value;
        else if (line.startsWith('event: ')) event.event = value;
      }
      this.lastEventId = event.id ?? this.lastEventId;
      if (event.data === undefined) continue;
      (otherKinds.has(event.event ?? '') ? this.others : this.events).push(event);
    }
  }
}
