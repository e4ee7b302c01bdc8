/** What the PBX says of a trunk's endpoint; `unknown` also where it cannot be asked. */
export const trunkStates = ['online', 'offline', 'unknown'] as const;
export type TrunkState = (typeof trunkStates)[number];

export interface TrunkView {
  /** The PJSIP endpoint's. */
  name: string;
  /** How it wants numbers, as STAR7_TRUNKS has it. */
  format: string;
  state: TrunkState;
}

/** The PBX, for whoever looks after it. */
export interface PbxView {
  readonly connected: boolean;
  /** In the order in which they are tried. */
  trunks(): Promise<TrunkView[]>;
}
