import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { MailProgramDesk } from './mail-program-desk';
import type { MailProgram } from './mail-programs';
import { SqlMailPrograms } from './sql-mail-programs';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Operator } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import { typedAddressReader } from '#vault/typed-address';

/** `mail program allow`, `forbid`, `mailbox`, `token`, `withdraw`, `list`. */
export function registerMailProgram(mail: Command, context: CliContext): void {
  const program = mail.command('program').description("managers' own mail programs");
  const run = <Result>(work: (desk: MailProgramDesk, operator: Operator) => Promise<Result>) =>
    withDatabase(context, (database) => {
      const desk = new MailProgramDesk({
        programs: new SqlMailPrograms(database, vaultOf(context).keys, systemClock.now),
        server: null,
        readAddress: typedAddressReader(loadConfig(context.environment, ['mail']).STAR7_MAIL_DOMAIN),
        trail: commandTrail(database),
      });
      return explained(work(desk, operatorOf(context)));
    });
  const changing = (name: string, description: string) =>
    program.command(name).argument('<extension>', "the manager's").description(description);

  for (const [name, allowed, description] of [
    ['allow', true, 'let a manager write from a mail program of their own'],
    ['forbid', false, 'end that: token and mailbox are deleted'],
  ] as const) {
    changing(name, description).action(async (extension: string) => {
      const after = await run((desk, operator) => desk.change(operator, extension, { allowed }));
      context.print(programJson(after), () => wordsOf(after));
    });
  }

  changing(
    'mailbox',
    "the manager's own mailbox, which gets copies of what customers write; it is never shown",
  )
    .option('--address-file <file>', 'read the address from this file; `-`: from standard input')
    .option('--remove', 'remove the address')
    .action(async (extension: string, options: { addressFile?: string; remove?: boolean }) => {
      const { addressFile: file, remove } = options;
      if ((file === undefined) === (remove === undefined)) {
        throw new CliError(exitCodes.usage, 'Give either --address-file or --remove.');
      }
      const mailbox = file === undefined ? null : addressIn(file);
      const after = await run((desk, operator) => desk.change(operator, extension, { mailbox }));
      context.print(programJson(after), () => wordsOf(after));
    });

  changing('token', 'a new token, the password of the mail program; the one before ends').action(
    async (extension: string) => {
      const token = await run((desk, operator) => desk.newToken(operator, extension));
      context.print({ extension, token }, () => `user ${extension}, password, shown this once:\n${token}`);
    },
  );

  changing('withdraw', 'make the token worthless at once').action(async (extension: string) => {
    const after = await run((desk, operator) => desk.withdraw(operator, extension));
    context.print(programJson(after), () => wordsOf(after));
  });

  program
    .command('list')
    .description('who may use one, without tokens and mailboxes')
    .action(async () => {
      const all = await run((desk) => desk.list());
      context.print(all.map(programJson), () => programTable(all));
    });
}

/** @throws CliError without what was asked for, which may be an address */
async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.slug === 'program-forbidden') {
      throw new CliError(exitCodes.usage, 'Allow it first: star7 mail program allow <extension>.');
    }
    const [fault] = error.faults;
    if (fault === undefined) throw error;
    throw new CliError(exitCodes.badInput, `The address in --address-file ${fault.detail}.`);
  }
}

function addressIn(file: string): Masked {
  try {
    return mask(readFileSync(file === '-' ? 0 : file, 'utf8').trim());
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new CliError(exitCodes.badInput, `The file in --address-file cannot be read (${code}).`);
  }
}

function programJson(program: MailProgram): object {
  return {
    ...program,
    tokenMadeAt: isoTextOrNull(program.tokenMadeAt),
    tokenUsedAt: isoTextOrNull(program.tokenUsedAt),
    copyFailedAt: isoTextOrNull(program.copyFailedAt),
  };
}

function wordsOf({ extension, isAllowed, tokenMadeAt, hasMailbox }: MailProgram): string {
  if (!isAllowed) return `manager ${extension} may not use a mail program`;
  const token = tokenMadeAt === null ? 'no token yet' : 'a token';
  return `manager ${extension} may use a mail program: ${token}, ${hasMailbox ? 'a mailbox' : 'no mailbox'} for copies`;
}

function programTable(programs: readonly MailProgram[]): string {
  return textTable(
    ['extension', 'token made', 'last used', 'mailbox', 'copy failed'],
    programs.map((program) => [
      program.extension,
      textTime(program.tokenMadeAt),
      textTime(program.tokenUsedAt),
      program.hasMailbox ? 'known' : '-',
      textTime(program.copyFailedAt),
    ]),
    'no manager may use a mail program',
  );
}
