/** Kinds of shops. Stable: stored. */
export const connectorKindNames = ['woocommerce', 'rest'] as const;
export type ConnectorKindName = (typeof connectorKindNames)[number];
