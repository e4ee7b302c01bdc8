import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { appSections, appTrials } from '../app-config';
import { loadConfig } from '#config/load-config';
import { createLogger } from '#log/logger';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from './cli-context';
import { logWhatNobodyCaught } from './last-resort';

/**
 * How far the heap may grow before V8 collects garbage, in percent of the live heap after the last
 * collection. By default V8 lets it grow fourfold on a large machine, and Star7 would take several times the
 * memory that it needs.
 */
const heapGrowingPercent = 60;

/** `star7 serve`: runs until SIGTERM or SIGINT, then shuts down in order. A second signal ends it at once. */
export function registerServe(program: Command, context: CliContext): void {
  program
    .command('serve')
    .description('run Star7: calls, REST, FastAGI and the AMI monitor, until SIGTERM')
    .action(async () => {
      // Here alone: every other command would load HTTP server and PBX too, a third of the time that it takes.
      const { startApp } = await import('../app.js');
      setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
      const config = loadConfig(context.environment, appSections, appTrials(context.environment));
      const log = createLogger({ level: config.STAR7_LOG_LEVEL, file: config.STAR7_LOG_FILE });
      // Without a listener the signal would end Star7. logrotate sends it with `systemctl reload star7`.
      process.on('SIGHUP', () => log.reopen());
      logWhatNobodyCaught(process, log, systemClock, (status) => process.exit(status));
      const app = await startApp(config, log);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) {
          process.once(signal, () => {
            process.once(signal, () => process.exit(1));
            resolve();
          });
        }
      });
      await app.stop();
    });
}
