import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { ImportError } from '../import-error';
import type { ReadOrders } from '../order-reader';
import { unpacked } from './packed-piece';
import type { PackedPiece } from './packed-piece';
import type { ReadingTask } from './reading-worker';
import { receive, send } from './relay';

/** Pieces that are read while one is being written: a batch is two of them, or less. */
const piecesAhead = 4;
/** Of the thread's heap. Orders of a batch die together: in a smaller one they would be copied until they do. */
const youngMegabytes = 64;
/**
 * What of the file may stay in the thread's memory: three times what the largest files have needed. A file that needs more would
 * end the whole process, with the calls that it serves.
 */
const oldMegabytes = 512;

/** A thread that says nothing for so long, whatever it is asked, is ended: its import would keep out all others. */
const longestSilenceMs = 60_000;

const compiled = path.join(__dirname, 'reading-worker.js');

/**
 * Reads in a thread of its own: finding numbers, and taking them out of texts, is most of an import's work, and leaves this
 * thread free for what it has to do beside.
 * @param worker the thread's program
 * @throws ImportError, besides what reading throws: `memory-exhausted`; orders of earlier pieces stay
 */
export function readInThread(
  worker: string = compiled,
  { silenceMs = longestSilenceMs, keptMegabytes = oldMegabytes } = {},
): ReadOrders {
  return async function* (input, settings, managers) {
    const [chunks, pieces] = [new MessageChannel(), new MessageChannel()];
    const task: ReadingTask = { chunks: chunks.port2, pieces: pieces.port2, settings, managers };
    const thread = new Worker(worker, {
      workerData: task,
      transferList: [chunks.port2, pieces.port2],
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: keptMegabytes },
    });
    // Of the input, or else of the thread: what it says of either is less.
    const failures: unknown[] = [];
    thread.on('error', (error) =>
      failures.push(isOutOfMemory(error) ? memoryExhausted(keptMegabytes) : error),
    );
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

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function memoryExhausted(megabytes: number): ImportError {
  return new ImportError(
    'memory-exhausted',
    `The file needs more than ${String(megabytes)} MB of memory. Split it, or save it as CSV, and import it again: what is stored is not repeated.`,
    { megabytes },
  );
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
