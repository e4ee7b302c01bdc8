import type { Micros } from '#kernel/micros';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export const severities = ['high', 'medium', 'low'] as const;

/** One thing that is open, as `star7 doctor` tells it. Holds no number and no password. */
export interface DoctorFinding {
  slug: string;
  severity: (typeof severities)[number];
  subject: string;
  what: string;
  why: string;
  mend: { where: string; line: string };
}

export interface DoctorState {
  /** Whether it can be run here. */
  available: boolean;
  /** Where it cannot: what is missing. */
  why: string | null;
  running: boolean;
  /** When the last run ended; null before the first since Star7 began. */
  ranAt: Micros | null;
  /** The last run came to no end; the findings are those of the one before. */
  failed: boolean;
  findings: readonly DoctorFinding[];
}

/** How to look at everything, or why that cannot be done. */
export type Examination = { examine: () => Promise<readonly DoctorFinding[]> } | { why: string };

/** Runs the doctor within Star7, one run at a time, and remembers the last one's findings. */
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

  /** Begins a run, where none is under way. @returns false where it cannot be run here */
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
