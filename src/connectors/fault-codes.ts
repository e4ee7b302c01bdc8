import type { ConnectorFaultCode } from './model/connector-rules';

declare module '#kernel/fault-code' {
  interface FaultCodes {
    connectors: ConnectorFaultCode;
  }
}
