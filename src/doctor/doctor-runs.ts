import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export const severities = ['high', 'medium', 'low'] as const;

/** One weakness, as `star7 doctor` reports it. Contains no number and no password. */
export interface DoctorFinding {
  slug: string;
  severity: (typeof severities)[number];
  subject: string;
  what: string;
  why: string;
  mend: { where: string; line: string };
}

export interface DoctorState {
  /** Whether the doctor can run here. */
  available: boolean;
  /** What is missing where it cannot run. */
  why: string | null;
  running: boolean;
  /** When the last run ended; null before the first run since Star7 started. */
  ranAt: Micros | null;
  /** The last run did not finish; the findings are from the run before it. */
  failed: boolean;
  findings: readonly DoctorFinding[];
}

/** How to run the examination, or why it cannot run. */
export type Examination = { examine: () => Promise<readonly DoctorFinding[]> } | { why: string };

/** Runs the doctor inside Star7, one run at a time, and keeps the findings of the last run. */
export class DoctorRuns {
  #isRunning = false;
  #ranAt: Micros | null = null;
  #failed = false;
  #findings: readonly DoctorFinding[] = [];

  constructor(
    private readonly examination: Examination,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly log: Log,
  ) {}

  state(): DoctorState {
    return {
      available: 'examine' in this.examination,
      why: 'why' in this.examination ? this.examination.why : null,
      running: this.#isRunning,
      ranAt: this.#ranAt,
      failed: this.#failed,
      findings: this.#findings,
    };
  }

  /** Starts a run unless one is in progress. @returns false where the doctor cannot run here */
  start(): boolean {
    if (!('examine' in this.examination)) return false;
    if (!this.#isRunning) void this.#run(this.examination.examine);
    return true;
  }

  async #run(examine: () => Promise<readonly DoctorFinding[]>): Promise<void> {
    this.#isRunning = true;
    try {
      this.#findings = await examine();
      this.#failed = false;
      this.#ranAt = this.clock.now();
    } catch (error) {
      this.#failed = true;
      this.log.error('the doctor did not finish', { error });
    } finally {
      this.#isRunning = false;
    }
  }
}
