import { callerChecks } from './checks/caller-checks';
import { courierChecks } from './checks/courier-checks';
import { databaseChecks } from './checks/database-checks';
import { dialplanChecks } from './checks/dialplan-checks';
import { endpointChecks } from './checks/endpoint-checks';
import { fileChecks } from './checks/file-checks';
import { hostChecks } from './checks/host-checks';
import { interfaceChecks } from './checks/interface-checks';
import { liveChecks } from './checks/live-checks';
import { mailChecks } from './checks/mail-checks';
import { mailProgramChecks } from './checks/mail-program-checks';
import { smsChecks } from './checks/sms-checks';
import { outgoingChecks } from './checks/outgoing-checks';
import { pbxChecks } from './checks/pbx-checks';
import { shortCodeChecks } from './checks/short-code-checks';
import { talkChecks } from './checks/talk-checks';
import { staticPhoneChecks } from './checks/static-phone-checks';
import { turnChecks } from './checks/turn-checks';
import { remoteChecks } from './checks/remote-checks';
import { phoneSetUpChecks } from './checks/phone-set-up-checks';
import { revealChecks } from './checks/reveal-checks';
import { unseenChecks } from './checks/unseen-checks';
import type { Facts } from './facts';
import type { Finding } from './finding';
import { bySeverity } from './finding';

/** All checks: pure functions of the collected facts. docs/doctor.md lists them by slug. */
const checks: ReadonlyArray<(facts: Facts) => Finding[]> = [
  liveChecks,
  endpointChecks,
  remoteChecks,
  phoneSetUpChecks,
  staticPhoneChecks,
  dialplanChecks,
  shortCodeChecks,
  callerChecks,
  interfaceChecks,
  pbxChecks,
  fileChecks,
  databaseChecks,
  courierChecks,
  talkChecks,
  outgoingChecks,
  mailChecks,
  mailProgramChecks,
  smsChecks,
  turnChecks,
  revealChecks,
  hostChecks,
  unseenChecks,
];

/** All findings, the most severe first. */
export function examine(facts: Facts): Finding[] {
  return bySeverity(checks.flatMap((check) => check(facts)));
}
