import type { DidFaultCode } from './model/did-rules';

declare module '#kernel/fault-code' {
  interface FaultCodes {
    dids: DidFaultCode;
  }
}
