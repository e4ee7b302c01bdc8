'use strict';

const vendure = require('@vendure/core');
const { Star7Hooks } = require('./star7-hooks');

/*
 * A small real shop for the lab (test/lab/vendure.ts): Vendure on a database in memory, with three products, one way of
 * delivery and one of payment. It ends with its process, and begins anew with the next one.
 */

const port = Number(process.env.VENDURE_PORT);
const firstOrder = Number(process.env.VENDURE_FIRST_ORDER);

/** Numbers that can be dialled, where Vendure's own are letters and digits. */
class Numbered {
  #next = firstOrder;

  generate() {
    return String(this.#next++);
  }
}

/** Cash on delivery: an order counts as placed once it is chosen. */
const cash = new vendure.PaymentMethodHandler({
  code: 'cash',
  description: [{ languageCode: vendure.LanguageCode.en, value: 'Cash on delivery' }],
  args: {},
  createPayment: (_ctx, _order, amount) => ({ amount, state: 'Authorized' }),
  settlePayment: () => ({ success: true }),
});

const products = [
  ['Kettle', 'K-1', 199_00],
  ['Lamp', 'L-1', 45_50],
  ['Chair', 'C-1', 320_00],
];

async function seed(app) {
  await app.get(vendure.Populator).populateInitialData({
    defaultLanguage: vendure.LanguageCode.en,
    defaultZone: 'Europe',
    countries: [{ code: 'RU', name: 'Russia', zone: 'Europe' }],
    taxRates: [{ name: 'Standard', percentage: 20 }],
    shippingMethods: [{ name: 'Courier', price: 300_00 }],
    paymentMethods: [{ name: 'Cash', handler: { code: cash.code, arguments: [] } }],
    collections: [],
  });
  const importer = app.get(vendure.FastImporterService);
  await importer.initialize();
  for (const [name, sku, price] of products) {
    const translations = [{ languageCode: vendure.LanguageCode.en, name, slug: sku, description: '' }];
    const productId = await importer.createProduct({ translations, enabled: true, facetValueIds: [] });
    await importer.createProductVariant({
      ...{ productId, sku, price, facetValueIds: [], optionIds: [], taxCategoryId: 1 },
      ...{ trackInventory: 'FALSE', stockOnHand: 0, useGlobalOutOfStockThreshold: true },
      translations: [{ languageCode: vendure.LanguageCode.en, name }],
    });
  }
}

async function main() {
  const app = await vendure.bootstrap({
    apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
      tokenMethod: ['bearer', 'api-key'],
      superadminCredentials: { identifier: 'superadmin', password: process.env.VENDURE_ADMIN_PASSWORD },
      requireVerification: false,
    },
    dbConnectionOptions: { type: 'sqljs', synchronize: true, autoSave: false, logging: false },
    orderOptions: { orderCodeStrategy: new Numbered() },
    paymentOptions: { paymentMethodHandlers: [cash] },
    customFields: {},
    logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Info, timestamp: true }),
    plugins: [Star7Hooks],
  });
  await seed(app);
  vendure.Logger.info('seeded', 'shop');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
