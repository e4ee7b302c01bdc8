import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { ReadOrders } from '../order-reader';
import { unpacked } from './packed-piece';
import type { PackedPiece } from './packed-piece';
import type { ReadingTask } from './reading-worker';
import { receive, send } from './relay';

/** Pieces that are read while one is being written: a batch is two of them, or less. */
const piecesAhead = 4;
/** Of the thread's heap. Orders of a batch die together: in a smaller one they would be copied until they do. */
const youngMegabytes = 64;

const compiled = path.join(__dirname, 'reading-worker.js');

/**
 * Reads in a thread of its own: finding numbers, and taking them out of texts, is most of an import's work, and leaves this
 * thread free for what it has to do beside.
 * @param worker the thread's program
 */
export function readInThread(worker: string = compiled): ReadOrders {
  return async function* (input, settings, managers) {
    const [chunks, pieces] = [new MessageChannel(), new MessageChannel()];
    const task: ReadingTask = { chunks: chunks.port2, pieces: pieces.port2, settings, managers };
    const thread = new Worker(worker, {
      workerData: task,
      transferList: [chunks.port2, pieces.port2],
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    // Of the input, or else of the thread: what it says of either is less.
    const failures: unknown[] = [];
    thread.once('error', (error) => failures.push(error));
    send(chunks.port1, input).catch((error: unknown) => failures.unshift(error));
    try {
      for await (const piece of receive<PackedPiece>(pieces.port1, piecesAhead)) yield unpacked(piece);
    } catch (error) {
      await thread.terminate();
      throw failures.length > 0 ? (failures[0] as Error) : (error as Error);
    } finally {
      chunks.port1.close();
      await thread.terminate();
    }
  };
}
