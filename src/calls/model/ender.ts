/**
 * Who ended it. `manager`: at the phone or on the page. `courier`: at the own mobile. `network`: the carrier or the far network, not a person at a
 * phone. `request`: a supervisor, or a program, by REST or CLI. `system`: Star7 itself, for a limit, a time-out or a fault.
 */
export const enders = ['manager', 'courier', 'customer', 'network', 'request', 'system'] as const;
export type Ender = (typeof enders)[number];
