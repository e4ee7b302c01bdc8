/** The state of a trunk's endpoint on the PBX; `unknown` also if the PBX does not reply. */
export const trunkStates = ['online', 'offline', 'unknown'] as const;
export type TrunkState = (typeof trunkStates)[number];

export interface TrunkView {
  /** The PJSIP endpoint's. */
  name: string;
  /** How it expects numbers, from STAR7_TRUNKS. */
  format: string;
  state: TrunkState;
}

/** The PBX, for its administrators. */
export interface PbxView {
  readonly connected: boolean;
  /** In the order in which they are tried. */
  trunks(): Promise<TrunkView[]>;
}
