import { collect } from './collect/collect';
import { doctorRoutes } from './doctor-routes';
import { DoctorRuns } from './doctor-runs';
import type { Examination } from './doctor-runs';
import { examine } from './examine';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface DoctorParts {
  config: Config<'doctor'> & Parameters<typeof collect>[0];
  clock: Clock;
  log: Log;
  trail: AuditTrail;
}

/** Creates the doctor for the pages. */
export function createDoctor({ config, clock, log, trail }: DoctorParts): { routes: RouteSet } {
  return { routes: doctorApi(new DoctorRuns(examination(config, clock), clock, log), trail) };
}

export function doctorApi(runs: DoctorRuns, trail: AuditTrail): RouteSet {
  return { administrators: (app) => doctorRoutes(app, runs, trail) };
}

/**
 * The doctor's examination, available where the site gave the doctor more access than Star7 itself has.
 * @param environment names systemd's credentials and the PATH
 */
function examination(config: DoctorParts['config'], clock: Clock, environment = process.env): Examination {
  if (config.STAR7_DOCTOR_AMI_USERNAME === undefined && config.STAR7_ASTERISK_COMMAND === 'asterisk') {
    return {
      why: 'Give Star7 a way to look: STAR7_DOCTOR_AMI_USERNAME and STAR7_DOCTOR_AMI_PASSWORD, or STAR7_ASTERISK_COMMAND where it may run that.',
    };
  }
  // Whatever cannot be inspected becomes a finding.
  const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    examine: async () => examine(await collect(config, { environment, live: null }, clock, quiet)),
  };
}

function ignore(): void {
  // Deliberately nothing.
}
