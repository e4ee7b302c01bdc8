/** Whether a manager's phone can be called: known from AMI, asked before a click-to-call. */
export interface Extensions {
  /** `unknown` where AMI is not connected: the call is tried then. */
  stateOf(extension: string): ExtensionState;
}

export interface ExtensionState {
  registered: boolean | 'unknown';
  inUse: boolean | 'unknown';
}
