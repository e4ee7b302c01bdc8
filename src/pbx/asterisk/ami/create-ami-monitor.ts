import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Config } from '#config/config';
import { AmiMonitor } from './ami-monitor';

/** @returns null where no AMI user is configured; the settings check ensures that a user has a password */
export function createAmiMonitor(
  config: Config<'ami'>,
  clock: Clock,
  log: Log,
  onState?: (up: boolean) => void,
  onPhone?: (endpoint: string) => void,
): AmiMonitor | null {
  const { STAR7_AMI_USERNAME: username, STAR7_AMI_PASSWORD: password } = config;
  if (username === undefined || password === undefined) return null;
  return new AmiMonitor(
    { host: config.STAR7_AMI_HOST, port: config.STAR7_AMI_PORT, username, password },
    clock,
    log,
    {},
    onState,
    onPhone,
  );
}
