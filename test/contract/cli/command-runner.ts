import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import type { CliContext } from '#cli/cli-context';
import { registerCommands } from '#cli/commands';
import { explained } from '#cli/explained';

export interface CommandAnswer {
  status: number;
  /** As JSON and as text, of the same command; of one that failed what the program would say of it. */
  json: unknown;
  text: string;
}

/** Runs a command on the data as the program does, in this process. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandAnswer> {
  const answer: CommandAnswer = { status: 0, json: null, text: '' };
  const context: CliContext = {
    environment,
    out: new PassThrough(),
    json: true,
    print(result, text) {
      answer.json = JSON.parse(JSON.stringify(result));
      answer.text = text(result);
    },
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  await registerCommands(program, context, words);
  const before = process.exitCode;
  try {
    process.exitCode = 0;
    await program.parseAsync(words, { from: 'user' });
    answer.status = Number(statusSet());
  } catch (error) {
    answer.status = explained(error).status;
    answer.text = explained(error).text;
  } finally {
    process.exitCode = before;
  }
  return answer;
}

/** What the command left for its process to exit with. */
function statusSet(): unknown {
  return process.exitCode;
}
