import type { NamedOutcome } from './model/outcome';
import type { OutcomeList } from './work-queue';

/** The list of outcomes, as administrators edit it. */
export interface OutcomeEditor extends OutcomeList {
  /** Puts this list in place of the one in use; an outcome that is no longer in it stays known to what refers to it. */
  replace(outcomes: readonly NamedOutcome[]): Promise<void>;
}
