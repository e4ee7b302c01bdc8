import { api } from '../api/client';

/** How long the answer to a request for a call may take until the phone is taken to ring for another reason. */
const longestWaitMs = 5000;

/**
 * The calls that this very page asked for: it answers them by itself. A call that another program asks for, or another tab,
 * rings, so that nobody can switch on a manager's microphone from elsewhere.
 */
export class AskedCalls {
  readonly #ids = new Set<string>();
  readonly #pending = new Set<Promise<void>>();

  /** From now on. @returns ends it */
  watch(): () => void {
    const ends = new Map<string, () => void>();
    const middleware: Parameters<typeof api.use>[0] = {
      onRequest: ({ schemaPath, id, request }) => {
        // Lists of calls have the same path, and would hold up the ringing.
        if (request.method !== 'POST' || !/\/calls$/.test(schemaPath)) return undefined;
        const pending = new Promise<void>((resolve) => ends.set(id, resolve));
        this.#pending.add(pending);
        void pending.then(() => this.#pending.delete(pending));
        return undefined;
      },
      onResponse: async ({ response, id }) => {
        const end = ends.get(id);
        if (end === undefined) return undefined;
        ends.delete(id);
        const begun = response.status === 202 || response.status === 201;
        if (begun) this.#note(await response.clone().json());
        end();
        return undefined;
      },
      onError: ({ id }) => {
        ends.get(id)?.();
        ends.delete(id);
        return undefined;
      },
    };
    api.use(middleware);
    return () => api.eject(middleware);
  }

  /** Whether this page asked for the call; waits for answers that are on their way. */
  async has(id: string): Promise<boolean> {
    if (this.#ids.has(id)) return true;
    if (this.#pending.size === 0) return false;
    await Promise.race([Promise.all(this.#pending), pause(longestWaitMs)]);
    return this.#ids.has(id);
  }

  #note(call: unknown): void {
    const { id } = call as { id?: unknown };
    if (typeof id === 'string') this.#ids.add(id);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
