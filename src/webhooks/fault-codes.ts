import type { WebhookFaultCode } from './model/webhook-rules';

declare module '#kernel/fault-code' {
  interface FaultCodes {
    webhooks: WebhookFaultCode;
  }
}
