import type { OrderRules, OrderRulesStore } from './order-rules';
import { isColumnChoice } from '../model/import-profiles';
import { siteFieldFaults } from '../model/site-fields';
import { isPrefix, prefixFault } from '../model/number-prefix';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { refuseFaults } from '#kernel/refused-error';

const names = [
  'statuses',
  'assignment',
  'columns',
  'prefixes',
  'checklist',
  'fields',
  'page',
] as const satisfies (keyof OrderRules)[];

/** How orders come in and what is shown of them, as administrators decide it. */
export class OrderRulesDesk {
  constructor(
    private readonly store: OrderRulesStore,
    private readonly trail: Pick<AuditTrail, 'after'>,
  ) {}

  async read(): Promise<OrderRules> {
    return this.store.read();
  }

  /**
   * Puts the given kinds of rules in place of those in use; the next import reads them.
   * @throws RefusedError `invalid-input`
   */
  async change(actor: Actor, rules: Partial<OrderRules>): Promise<OrderRules> {
    const wrong = Object.entries(rules.columns ?? {}).flatMap(([profile, choices]) =>
      Object.entries(choices)
        .filter(([, field]) => !isColumnChoice(field))
        .map(([column]) => ({
          field: `columns/${profile}/${column}`,
          code: 'unknown-field' as const,
          detail: 'must name a field of orders, or be ignore',
        })),
    );
    const prefixes = Object.entries(rules.prefixes ?? {})
      .filter(([, prefix]) => !isPrefix(prefix))
      .map(([profile]) => ({ field: `prefixes/${profile}`, ...prefixFault }));
    refuseFaults([...wrong, ...siteFieldFaults(rules.fields ?? []), ...prefixes]);
    const changed = names.filter((name) => rules[name] !== undefined);
    for (const name of changed) {
      const body = rules[name];
      if (body !== undefined) await this.store.write(name, body, actorOf(actor));
    }
    await this.trail.after({
      actor: actorOf(actor),
      action: 'order-rules.change',
      subject: null,
      detail: { rules: changed.join(',') },
    });
    return this.store.read();
  }
}
