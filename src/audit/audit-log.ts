/** What people and programs did. Append-only; holds no number. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
}

export interface AuditEntry {
  /** `manager:101`, `token:7`, `cli:root`, `system`. */
  actor: string;
  /** A verb with its object: `call.start`, `order.view`, `manager.disable`, `keys.rotate`. */
  action: string;
  /** `order:1001`, `call:<id>`, `manager:101`; null where the action has no object. */
  subject: string | null;
  detail?: Record<string, string | number | boolean | null>;
}
