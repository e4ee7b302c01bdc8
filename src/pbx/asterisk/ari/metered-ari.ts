import type { Clock } from '#kernel/clock';
import type { AriClient, AriRequests } from './ari-connection';
import { AriError } from './ari-errors';

/** Measures the duration of requests to the PBX and counts their outcomes, missed deadlines included. */
export class MeteredAri implements AriRequests {
  constructor(
    private readonly ari: AriRequests,
    private readonly clock: Clock,
    private readonly requested: (operation: string, outcome: string, seconds: number) => void,
  ) {}

  get up(): boolean {
    return this.ari.up;
  }

  together<Result>(work: () => Result): Result {
    return this.ari.together(work);
  }

  async call<Result>(name: string, operation: (client: AriClient) => Promise<Result>): Promise<Result> {
    const begun = this.clock.now();
    let outcome = 'failed';
    try {
      const result = await this.ari.call(name, operation);
      outcome = 'done';
      return result;
    } catch (error) {
      if (error instanceof AriError) outcome = error.slug;
      throw error;
    } finally {
      this.requested(name, outcome, (this.clock.now() - begun) / 1_000_000);
    }
  }
}
