#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import type { CliContext } from './cli-context';
import { registerCommands } from './commands';
import { exitCodes } from './exit-codes';
import { explained } from './explained';
import { labEnvironment } from './lab-environment';
import { version } from '#config/version';

const program = new Command('star7')
  .description('Masked calls: managers phone customers of their orders and never see a number.')
  .version(version)
  .option('--json', 'print JSON instead of text')
  .showHelpAfterError('(see star7 --help)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit status:
  0  done
  1  another error; \`doctor\`: findings of high severity
  2  the command line or the configuration is wrong, including its token and key file
  3  the input has faults (for an import: some rows were rejected)
  4  not found
  5  the database, the PBX or \`star7 serve\` is not responding
  6  \`call\`: the call was not answered
  7  \`audit verify\`: the audit log was changed

Settings are environment variables, STAR7_…; docs/configuration.md lists them. In a checkout with a running lab
(scripts/lab up) and no STAR7_ variable set, the lab's settings are used.`,
  );

const environment = labEnvironment(process.env);

const context: CliContext = {
  environment,
  out: process.stdout,
  get json() {
    return program.opts<{ json?: boolean }>().json ?? false;
  },
  print(result, text) {
    process.stdout.write(`${this.json ? JSON.stringify(result) : text(result)}\n`);
  },
};

void run();

async function run(): Promise<void> {
  try {
    await registerCommands(program, context, process.argv.slice(2), async (extensions) => {
      const { phoneStates } = await import('#pbx/asterisk/ami/phone-states');
      return await phoneStates(environment, extensions);
    });
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Prints the error, without a stack and without values. @returns the exit status */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const { status, text } = explained(error);
  process.stderr.write(context.json ? `${JSON.stringify({ error: text })}\n` : `star7: ${text}\n`);
  return status;
}
