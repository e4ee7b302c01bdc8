'use strict';

const { createHmac } = require('node:crypto');
const {
  EventBus,
  GlobalSettingsService,
  Logger,
  OrderEvent,
  OrderStateTransitionEvent,
  PluginCommonModule,
  VendurePlugin,
} = require('@vendure/core');

/*
 * Webhooks of a Vendure shop to Star7 (docs/connectors.md): the id of an order that was placed or changed, signed. A plain
 * JavaScript plugin, so that it runs as it is. The address and the secret that Star7 printed are entered in the shop's global
 * settings. A webhook that is lost is not sent again: Star7 looks for what changed anyway.
 */

/** Carts: nobody's order yet. */
const before = ['Created', 'Draft', 'AddingItems', 'ArrangingPayment'];

class Star7Hooks {
  constructor(eventBus, globalSettings) {
    this.eventBus = eventBus;
    this.globalSettings = globalSettings;
  }

  onApplicationBootstrap() {
    // Subscribers of ofType() are called once the transaction is committed: an order that is fetched at once is as the event says.
    for (const event of [OrderStateTransitionEvent, OrderEvent]) {
      this.eventBus.ofType(event).subscribe(({ ctx, order }) => {
        if (!before.includes(order.state)) void this.send(ctx, order.id);
      });
    }
  }

  async send(ctx, id) {
    const { star7Url, star7Secret } = (await this.globalSettings.getSettings(ctx)).customFields;
    if (!star7Url || !star7Secret) return;
    const body = JSON.stringify({ order: { id: String(id) } });
    const t = Math.floor(Date.now() / 1000);
    const v1 = createHmac('sha256', star7Secret).update(`${t}.${body}`).digest('hex');
    try {
      const { status } = await fetch(star7Url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-star7-signature': `t=${t},v1=${v1}` },
        body,
        signal: AbortSignal.timeout(5000),
      });
      if (status !== 200) Logger.warn(`Star7 answered ${status}`, 'Star7Hooks');
    } catch {
      Logger.warn('Star7 was not reached', 'Star7Hooks');
    }
  }
}

// What the decorators of TypeScript write.
Reflect.defineMetadata('design:paramtypes', [EventBus, GlobalSettingsService], Star7Hooks);
VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: '^3.6.0',
  configuration: (config) => {
    config.customFields.GlobalSettings.push(
      { name: 'star7Url', type: 'string', public: false, nullable: true },
      { name: 'star7Secret', type: 'string', public: false, nullable: true },
    );
    return config;
  },
})(Star7Hooks);

module.exports = { Star7Hooks };
