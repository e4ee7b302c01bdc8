import type { DeviceState } from '#people/model/reach';

/** Whether a manager's phone can be called: known from AMI, asked before a click-to-call. */
export interface Extensions {
  /** `unknown` if AMI is not connected: the call is then tried. */
  stateOf(extension: string): ExtensionState;
}

export type ExtensionState = DeviceState;
