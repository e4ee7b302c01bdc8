import type { SettingFaultCode } from './model/setting-rules';

declare module '#kernel/fault-code' {
  interface FaultCodes {
    settings: SettingFaultCode;
  }
}
