import { EventEmitter } from 'node:events';
import net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

/** Bytes that a Node socket reads at once. */
const largestChunk = 64 * 1024;

/**
 * The client's end of an in-memory connection, for clients that use `net.createConnection`: allows a hundred
 * thousand connections a minute, and delivers data synchronously.
 */
export class MemorySocket extends EventEmitter {
  readyState = 'opening';
  /** Called with everything that the client writes. */
  onWritten: (text: string) => void = () => undefined;
  #decoder: StringDecoder | null = null;

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#decoder = new StringDecoder(encoding);
    return this;
  }

  write(text: string): boolean {
    if (this.readyState === 'open') this.onWritten(text);
    return true;
  }

  end(): this {
    this.drop();
    return this;
  }

  connects(): void {
    if (this.readyState !== 'opening') return;
    this.readyState = 'open';
    this.emit('connect');
  }

  /** Delivers bytes from the other side. */
  receives(bytes: string): void {
    for (let at = 0; at < bytes.length && this.readyState === 'open'; at += largestChunk) {
      const chunk = Buffer.from(bytes.slice(at, at + largestChunk), 'latin1');
      const text = this.#decoder?.write(chunk) ?? chunk;
      if (text.length > 0) this.emit('data', text);
    }
  }

  drop(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.emit('end');
    this.emit('close');
  }
}

/** From now on this process connects only to memory sockets. @returns a function that undoes it */
export function connectInMemory(onConnection: (socket: MemorySocket) => void): () => void {
  const real = net.createConnection;
  const fake = ({ signal }: { signal?: AbortSignal }): MemorySocket => {
    const socket = new MemorySocket();
    signal?.addEventListener('abort', () => socket.drop());
    queueMicrotask(() => onConnection(socket));
    return socket;
  };
  net.createConnection = fake as unknown as typeof net.createConnection;
  return () => {
    net.createConnection = real;
  };
}
