/** Kinds of shops. Stable: stored. */
export const connectorKindNames = [
  'woocommerce',
  'shopify',
  'prestashop',
  'opencart',
  'bitrix',
  'bitrix24',
  'insales',
  'moysklad',
  'amocrm',
  'rest',
] as const;
export type ConnectorKindName = (typeof connectorKindNames)[number];

/**
 * How a kind's webhooks prove whose they are. `signature`: by the secret that Star7 gives out. `key`: by something of the
 * shop's own that is entered as a key. `address`: they prove nothing, so their address is kept secret. `none`: the shop
 * sends none.
 */
export type HookProof = 'signature' | 'key' | 'address' | 'none';

/** What an administrator has to enter for a kind, and is told of it. */
export interface KindTraits {
  /** Names of its keys, in the order of the form. */
  keys: readonly string[];
  /** Keys of these that may be left empty. */
  optional?: readonly string[];
  hooks: HookProof;
  /** It can be told nothing of calls. */
  isReadOnly?: true;
  /** A shop's owner can add fields to its orders, from which those of the site can be read. */
  ownFields?: true;
}

export const kindTraits = {
  woocommerce: { keys: ['consumerKey', 'consumerSecret'], hooks: 'signature', ownFields: true },
  shopify: { keys: ['accessToken', 'appSecret'], hooks: 'key', ownFields: true },
  prestashop: { keys: ['webserviceKey'], hooks: 'none' },
  opencart: { keys: ['sharedSecret'], hooks: 'none', isReadOnly: true },
  bitrix: { keys: ['restHook'], hooks: 'address', ownFields: true },
  bitrix24: {
    keys: ['restHook', 'applicationToken'],
    optional: ['applicationToken'],
    hooks: 'key',
    ownFields: true,
  },
  insales: { keys: ['apiKey', 'apiPassword'], hooks: 'address', ownFields: true },
  moysklad: { keys: ['token'], hooks: 'address', ownFields: true },
  amocrm: { keys: ['token'], hooks: 'address', ownFields: true },
  rest: {
    keys: ['token', 'user', 'password'],
    // Which of them are needed says the map.
    optional: ['token', 'user', 'password'],
    hooks: 'signature',
  },
} as const satisfies Record<ConnectorKindName, KindTraits>;
