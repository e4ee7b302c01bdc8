import { randomBytes } from 'node:crypto';
import { newToken } from '../mail-intake';
import { aliasAddress } from '../model/alias';
import type { MailProgram, MailPrograms } from './mail-programs';
import { programTokenHash } from './program-token';
import type { AuditTrail } from '#audit/audit-trail';
import type { Masked } from '#kernel/masked';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { OrderLooks } from '#orders/order-looks';
import type { Reauthentication, TypedProof } from '#people/reauthentication';
import { expectedOfAddress } from '#vault/typed-address';
import type { TypedAddressReader } from '#vault/typed-address';

/** Where mail programs give their mails. */
export interface SubmissionAddress {
  /** Of the certificate. */
  host: string;
  /** TLS from the beginning (RFC 8314); null for none. */
  tlsPort: number | null;
  /** TLS by STARTTLS; null for none. */
  startTlsPort: number | null;
}

export interface MailProgramDeskParts {
  programs: MailPrograms;
  /** Null where the site takes no mails from mail programs. */
  server: SubmissionAddress | null;
  readAddress: TypedAddressReader;
  trail: Pick<AuditTrail, 'before'>;
}

/** What of a manager's mail program an administrator changes; what is absent stays. */
export interface ProgramChanges {
  allowed?: boolean | undefined;
  /** The manager's own mailbox; null removes it. */
  mailbox?: Masked | null | undefined;
}

/** Shows people and secret scanners what they have found. */
const prefix = 'star7mail_';

/**
 * Managers' own mail programs, as administrators and the operator keep them. Audited before: what cannot be written down is not done.
 */
export class MailProgramDesk {
  constructor(private readonly parts: MailProgramDeskParts) {}

  get server(): SubmissionAddress | null {
    return this.parts.server;
  }

  list(): Promise<MailProgram[]> {
    return this.parts.programs.list();
  }

  /** @throws slug `manager-unknown` */
  view(extension: string): Promise<MailProgram> {
    return this.parts.programs.find(extension);
  }

  /** @throws RefusedError `invalid-input` (field `mailbox`), `program-forbidden`, `unavailable`; slug `manager-unknown` */
  async change(actor: Actor, extension: string, { allowed, mailbox }: ProgramChanges): Promise<MailProgram> {
    const { programs } = this.parts;
    const address = mailbox === undefined || mailbox === null ? mailbox : this.#read(mailbox);
    const { isAllowed } = await programs.find(extension);
    if (address !== undefined && !(allowed ?? isAllowed)) throw new RefusedError('program-forbidden');
    if (allowed !== undefined && allowed !== isAllowed) {
      await this.#audit(actor, 'mail.program-allow', extension, { allowed });
      await (allowed ? programs.allow(extension) : programs.forbid(extension));
    }
    if (address !== undefined) {
      await this.#audit(actor, 'mail.program-mailbox', extension, { known: address !== null });
      if (!(await programs.setMailbox(extension, address))) throw new RefusedError('program-forbidden');
    }
    return programs.find(extension);
  }

  /**
   * A new token, which is shown only here; the one before ends.
   * @throws RefusedError `program-forbidden`, `unavailable`; slug `manager-unknown`
   */
  async newToken(actor: Actor, extension: string): Promise<string> {
    const { programs } = this.parts;
    if (!(await programs.find(extension)).isAllowed) throw new RefusedError('program-forbidden');
    const token = `${prefix}${randomBytes(24).toString('base64url')}`;
    await this.#audit(actor, 'mail.program-token', extension, { made: true });
    if (!(await programs.setToken(extension, programTokenHash(token)))) {
      throw new RefusedError('program-forbidden');
    }
    return token;
  }

  /** Makes the token worthless at once. @throws RefusedError `unavailable`; slug `manager-unknown` */
  async withdraw(actor: Actor, extension: string): Promise<MailProgram> {
    const { programs } = this.parts;
    await programs.find(extension);
    await this.#audit(actor, 'mail.program-token', extension, { made: false });
    await programs.setToken(extension, null);
    return programs.find(extension);
  }

  #read(typed: Masked): Masked {
    const read = this.parts.readAddress(typed);
    if ('contact' in read) return read.contact;
    throw new RefusedError('invalid-input', {
      faults: [{ field: 'mailbox', code: read.fault, detail: expectedOfAddress[read.fault] }],
    });
  }

  async #audit(actor: Actor, action: string, extension: string, detail: object): Promise<void> {
    await this.parts.trail.before({
      ...{ actor: actorOf(actor), action, subject: `manager:${extension}`, detail: { ...detail } },
    });
  }
}

export interface OwnMailProgramParts {
  desk: MailProgramDesk;
  programs: Pick<MailPrograms, 'aliasOf'>;
  proof: Pick<Reauthentication, 'check'>;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  trail: Pick<AuditTrail, 'before'>;
  /** Of the addresses. */
  domain: string | null;
}

/** A manager's own. */
export class OwnMailProgram {
  constructor(private readonly parts: OwnMailProgramParts) {}

  get server(): SubmissionAddress | null {
    return this.parts.desk.server;
  }

  /** @throws RefusedError `role-forbidden` for all but managers */
  view(principal: Principal): Promise<MailProgram> {
    return this.parts.desk.view(extensionOf(principal));
  }

  /** @throws RefusedError `role-forbidden`, `program-forbidden`, and as {@link Reauthentication.check} */
  async newToken(principal: Principal, typed: TypedProof): Promise<string> {
    const extension = extensionOf(principal);
    await this.parts.proof.check(principal.by, typed);
    return this.parts.desk.newToken(principal, extension);
  }

  /** Without the password: it opens nothing. @throws RefusedError `role-forbidden`, `unavailable` */
  async withdraw(principal: Principal): Promise<MailProgram> {
    return this.parts.desk.withdraw(principal, extensionOf(principal));
  }

  /**
   * The address that the manager writes to for an order, from the mail program alone.
   * @throws RefusedError `role-forbidden`, `locked-out`, `order-refused`, `program-forbidden`, `unavailable`
   */
  async addressOf(principal: Principal, orderNumber: string): Promise<string> {
    const { looks, programs, trail, domain, desk } = this.parts;
    const extension = extensionOf(principal);
    const action = 'mail.program-address';
    const order = await looks.findOrRefuse(principal, orderNumber, action);
    if (domain === null || desk.server === null) throw new RefusedError('program-forbidden');
    await trail.before({ actor: actorOf(principal), action, subject: `order:${order.orderNumber}` });
    const token = await programs.aliasOf(order.orderNumber, extension, newToken());
    if (token === null) throw new RefusedError('program-forbidden');
    return aliasAddress({ use: 'program', token }, domain);
  }
}

/** @throws RefusedError `role-forbidden` for all but managers */
function extensionOf(principal: Principal): string {
  if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
  return principal.manager.extension;
}
