import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** Failed authentications from one address before it must wait, and over how long they are counted. */
export interface FailureLimit {
  max: number;
  seconds: number;
}

/** How many callers are remembered as good, for the exemption below. */
const longestMemory = 1000;

/**
 * Counts failed authentications by address (@fastify/rate-limit, which a parent has to have registered). Above the limit a
 * caller is refused before anything is read or looked up; one that was good lately is still let through: behind one
 * proxy, one broken or hostile program must not lock out all others.
 */
export class FailureCount {
  readonly #countOf;
  readonly #lately = new Set<string>();

  constructor(app: FastifyInstance, { max, seconds }: FailureLimit) {
    this.#countOf = app.createRateLimit({ max, timeWindow: seconds * 1000 });
  }

  /** @param caller what tells it from others @throws Problem `too-many-failures` */
  async admit(request: FastifyRequest, caller: string): Promise<void> {
    if (this.#lately.has(caller)) return;
    const count = await this.#countOf(request, { increment: false });
    if (!count.isAllowed && count.remaining === 0)
      throw new Problem('too-many-failures', { headers: { 'retry-after': String(count.ttlInSeconds) } });
  }

  async failed(request: FastifyRequest): Promise<void> {
    await this.#countOf(request);
  }

  /** It was good, and may be no longer. */
  forget(caller: string): void {
    this.#lately.delete(caller);
  }

  wasGood(caller: string): void {
    this.forget(caller);
    this.#lately.add(caller);
    for (const oldest of this.#lately) {
      if (this.#lately.size <= longestMemory) break;
      this.#lately.delete(oldest);
    }
  }
}
