/** Kinds of shops. Stable: stored. */
export const connectorKindNames = ['woocommerce', 'shopify', 'rest'] as const;
export type ConnectorKindName = (typeof connectorKindNames)[number];
