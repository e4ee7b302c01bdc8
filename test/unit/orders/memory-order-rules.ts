import { defaultOrderRules } from '#orders/intake/order-rules';
import type { OrderRules, OrderRulesStore } from '#orders/intake/order-rules';

/** The rules for imports in memory. */
export class MemoryOrderRules implements OrderRulesStore {
  rules: OrderRules = defaultOrderRules;
  readonly ownMailDomain = 'mail.shop.example';

  read(): Promise<OrderRules> {
    return Promise.resolve(this.rules);
  }

  timeZone(): Promise<string> {
    return Promise.resolve('Europe/Moscow');
  }

  write<Name extends keyof OrderRules>(name: Name, body: OrderRules[Name]): Promise<void> {
    this.rules = { ...this.rules, [name]: body };
    return Promise.resolve();
  }
}
