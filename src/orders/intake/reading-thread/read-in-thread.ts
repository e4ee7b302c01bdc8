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

/** A thread that says nothing for so long, whatever it is asked, is ended: its import would keep out all others. */
const longestSilenceMs = 60_000;

const compiled = path.join(__dirname, 'reading-worker.js');

/**
 * Reads in a thread of its own: finding numbers, and taking them out of texts, is most of an import's work, and leaves this
 * thread free for what it has to do beside.
 * @param worker the thread's program
 */
export function readInThread(worker: string = compiled, silenceMs = longestSilenceMs): ReadOrders {
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
    thread.on('error', (error) => failures.push(error));
    let unwatch = (): void => undefined;
    const onHang = (): unknown => failures.push(new Error('The thread that reads the file hangs.'));
    async function* askedFor(): AsyncGenerator<Buffer> {
      unwatch = watched(thread, silenceMs, onHang);
      yield* input;
    }
    send(chunks.port1, askedFor()).catch((error: unknown) => failures.unshift(error));
    try {
      for await (const piece of receive<PackedPiece>(pieces.port1, piecesAhead)) yield unpacked(piece);
    } catch (error) {
      await thread.terminate();
      throw failures.length > 0 ? (failures[0] as Error) : (error as Error);
    } finally {
      unwatch();
      chunks.port1.close();
      await thread.terminate();
    }
  };
}

/**
 * Asks the thread for a sign of life, again and again. One that gives none is ended, and with it its ports. To be called
 * once it has asked for the file: it runs then.
 * @returns ends the watch
 */
function watched(thread: Worker, silenceMs: number, onHang: () => unknown): () => void {
  let isAlive = true;
  thread.on('message', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) {
      clearInterval(timer);
      onHang();
      void thread.terminate();
      return;
    }
    isAlive = false;
    thread.postMessage(null);
  }, silenceMs);
  thread.once('exit', () => clearInterval(timer));
  return () => clearInterval(timer);
}
