import { outcomeFaults } from './model/outcome-rules';
import type { OutcomeFault } from './model/outcome-rules';
import type { NamedOutcome } from './model/outcome';
import type { OutcomeEditor } from './outcome-editor';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { refuseFaults } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';

/** The shop's list of outcomes, as administrators edit it. */
export class OutcomeDesk {
  constructor(
    private readonly editor: OutcomeEditor,
    private readonly trail: Pick<AuditTrail, 'after'>,
  ) {}

  async list(): Promise<NamedOutcome[]> {
    return this.editor.list();
  }

  /**
   * Puts a list in place of the one in use. What an order ended with earlier keeps its slug and label.
   * @returns the list as it is now
   * @throws RefusedError `invalid-input` (fields below `items`)
   */
  async replace(actor: Actor, outcomes: readonly NamedOutcome[]): Promise<NamedOutcome[]> {
    const trimmed = outcomes.map((outcome) => ({
      ...outcome,
      label: { ru: outcome.label.ru.trim(), en: outcome.label.en.trim() },
    }));
    refuseFaults(outcomeFaults(trimmed).map(fieldFaultOf));
    await this.editor.replace(trimmed);
    await this.trail.after({
      actor: actorOf(actor),
      action: 'outcomes.change',
      subject: null,
      detail: { outcomes: trimmed.map(({ slug }) => slug).join(',') },
    });
    return this.editor.list();
  }
}

function fieldFaultOf({ position, field, code, detail }: OutcomeFault): FieldFault {
  if (position === null) return { field: 'items', code, detail };
  return { field: `items/${String(position)}${field === null ? '' : `/${field}`}`, code, detail };
}
