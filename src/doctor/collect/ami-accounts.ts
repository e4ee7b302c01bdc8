import type { AmiAccount } from '#pbx/asterisk/ami/ami-connection';
import type { Config } from '#config/config';

/** The users of manager.conf that the doctor may log in with. */
export interface AmiAccounts {
  /** The doctor's own user if configured, else Star7's; null where neither is set. */
  account: AmiAccount | null;
  /** Whether that user may run `show` commands. */
  hasConsole: boolean;
  doctorUser: string | null;
}

export function createAmiAccounts(config: Config<'ami' | 'doctor'>): AmiAccounts {
  const at = { host: config.STAR7_AMI_HOST, port: config.STAR7_AMI_PORT };
  const doctor = accountOf(at, config.STAR7_DOCTOR_AMI_USERNAME, config.STAR7_DOCTOR_AMI_PASSWORD);
  const own = accountOf(at, config.STAR7_AMI_USERNAME, config.STAR7_AMI_PASSWORD);
  return {
    account: doctor ?? own,
    hasConsole: doctor !== null,
    doctorUser: doctor?.username ?? null,
  };
}

function accountOf(
  at: { host: string; port: number },
  username: string | undefined,
  password: string | undefined,
): AmiAccount | null {
  return username === undefined || password === undefined ? null : { ...at, username, password };
}
