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

/** The doctor on the pages. */
export function createDoctor({ config, clock, log, trail }: DoctorParts): { routes: RouteSet } {
  return { routes: doctorApi(new DoctorRuns(examination(config, clock), clock, log), trail) };
}

export function doctorApi(runs: DoctorRuns, trail: AuditTrail): RouteSet {
  return { administrators: (app) => doctorRoutes(app, runs, trail) };
}

/**
 * The doctor's look at everything, where the site gave it a way to look that goes beyond what Star7 itself may ask.
 * @param environment where systemd's credentials and programs are named
 */
function examination(config: DoctorParts['config'], clock: Clock, environment = process.env): Examination {
  if (config.STAR7_DOCTOR_AMI_USERNAME === undefined && config.STAR7_ASTERISK_COMMAND === 'asterisk') {
    return {
      why: 'Give Star7 a way to look: STAR7_DOCTOR_AMI_USERNAME and STAR7_DOCTOR_AMI_PASSWORD, or STAR7_ASTERISK_COMMAND where it may run that.',
    };
  }
  // What cannot be seen is told as a finding.
  const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    examine: async () => examine(await collect(config, { environment, live: null }, clock, quiet)),
  };
}

function ignore(): void {
  // Deliberately nothing.
}
