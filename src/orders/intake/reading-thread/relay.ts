import { on } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { ImportError } from '../import-error';
import type { ImportSlug } from '../../model/import-rules';

/** What the sender says. The receiver answers each item with a message when it can take another. */
type Said<Item> =
  | { item: Item }
  | { failed: { slug: ImportSlug; message: string; details: ImportError['details'] } | Error }
  | { end: true };

/**
 * Sends items to the {@link receive} of another thread, no more than it asks for, and then how they ended. Reads no further
 * once the receiver has closed its port.
 * @throws what the items throw, which the receiver throws too
 */
export async function send<Item>(port: MessagePort, items: AsyncIterable<Item>): Promise<void> {
  let wanted = 0;
  let isClosed = false;
  let wake = (): void => undefined;
  port.on('message', () => {
    wanted += 1;
    wake();
  });
  port.on('close', () => {
    isClosed = true;
    wake();
  });
  const say = (said: Said<Item>): void => port.postMessage(said);
  const turn = async (): Promise<boolean> => {
    while (wanted === 0 && !isClosed) await new Promise<void>((resolve) => (wake = resolve));
    wanted -= 1;
    return !isClosed;
  };
  try {
    const source = items[Symbol.asyncIterator]();
    while (await turn()) {
      const next = await source.next();
      if (next.done === true) {
        say({ end: true });
        return;
      }
      say({ item: next.value });
    }
    await source.return?.();
  } catch (error) {
    const { slug, message, details } = error as ImportError;
    say({ failed: error instanceof ImportError ? { slug, message, details } : (error as Error) });
    throw error;
  } finally {
    port.close();
  }
}

/**
 * Items that the {@link send} of another thread sends.
 * @param ahead of the one that is being used, so many may be on their way
 * @throws what the sender's items threw; Error if the other thread is gone
 */
export async function* receive<Item>(port: MessagePort, ahead: number): AsyncGenerator<Item> {
  const messages = on(port, 'message', { close: ['close'] }) as AsyncIterable<[Said<Item>]>;
  try {
    for (let nth = 0; nth < ahead; nth += 1) port.postMessage(null);
    for await (const [said] of messages) {
      if ('end' in said) return;
      if ('failed' in said) throw failureOf(said.failed);
      port.postMessage(null);
      yield said.item;
    }
    throw new Error('The thread that reads the file has ended.');
  } finally {
    port.close();
  }
}

function failureOf(failed: Extract<Said<never>, { failed: unknown }>['failed']): Error {
  return failed instanceof Error ? failed : new ImportError(failed.slug, failed.message, failed.details);
}
