import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { readOrders } from '../order-reader';
import type { ReadSettings } from '../order-reader';
import type { ListedManager } from '../manager-directory';
import { packed } from './packed-piece';
import type { PackedPiece } from './packed-piece';
import { receive, send } from './relay';

/** What {@link readInThread} gives the thread. */
export interface ReadingTask {
  chunks: MessagePort;
  pieces: MessagePort;
  settings: ReadSettings;
  managers: readonly ListedManager[];
}

const { chunks, pieces, settings, managers } = workerData as ReadingTask;

async function* bytes(): AsyncGenerator<Buffer> {
  // A Buffer arrives as its bytes.
  for await (const { buffer, byteOffset, length } of receive<Uint8Array>(chunks, 1)) {
    yield Buffer.from(buffer, byteOffset, length);
  }
}

async function* packedPieces(): AsyncGenerator<PackedPiece> {
  for await (const piece of readOrders(bytes(), settings, managers)) yield packed(piece);
}

// A sign of life. It keeps no thread alive that has read its file.
parentPort?.on('message', () => parentPort?.postMessage(null)).unref();

// How it ended is said to the other thread, which throws it.
send(pieces, packedPieces()).catch(() => undefined);
