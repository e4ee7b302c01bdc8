import type { SettingFaultCode } from './model/setting-rules';

declare module '#http/problem' {
  interface FaultCodes {
    settings: SettingFaultCode;
  }
}
