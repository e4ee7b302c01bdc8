import { randomBytes } from 'node:crypto';
import { unlinkSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { PhoneCredentials } from './model/static-phone';
import { staticPhonesText, staticPrefix } from './model/static-phone';
import { CliError } from '#cli/cli-error';
import type { CliContext } from '#cli/cli-context';
import { exitCodes } from '#cli/exit-codes';
import { loadConfig } from '#config/load-config';
import type { Language } from '#kernel/language';

/** Writes the sections of pjsip.conf. */
export type SectionsOf = (
  phones: readonly PhoneCredentials[],
  options: { ariUrl: string; language: Language; hasOpus: boolean },
) => string;

/** As many as pages that the gate is measured with, and more. */
const most = 500;

/** `phone static`. @param phone the command that it belongs to */
export function registerStaticPhones(phone: Command, context: CliContext, sectionsOf: SectionsOf): void {
  phone
    .command('static')
    .requiredOption('--make <number>', 'how many: one for each manager who is on duty at once', countOf)
    .requiredOption('--file <file>', 'that is written for Star7, mode 0600: STAR7_STATIC_PHONES_FILE')
    .requiredOption('--pjsip <file>', 'that is written for Asterisk, mode 0600: include it in pjsip.conf')
    .addOption(
      new Option('--language <language>', 'of what Asterisk says to them by itself')
        .choices(['ru', 'en'])
        .default('ru'),
    )
    .option('--opus', 'Asterisk translates Opus: module show like codec_opus')
    .description('make endpoints for phones in pages, where Asterisk has no push configuration')
    .action((options: StaticOptions) => {
      const { STAR7_ARI_URL: ariUrl } = loadConfig(context.environment, ['ari']);
      const { language, opus: hasOpus = false, file, pjsip } = options;
      const phones = newStaticPhones(options.make);
      writeNew(file, staticPhonesText(phones));
      try {
        writeNew(pjsip, sectionsOf(phones, { ariUrl, language, hasOpus }));
      } catch (error) {
        unlinkSync(file);
        throw error;
      }
      context.print({ made: phones.length, file, pjsip }, () =>
        [
          `Made ${String(phones.length)}. Now:`,
          `1. chown asterisk ${pjsip}`,
          `2. pjsip.conf: #include ${pjsip}`,
          '3. asterisk -rx "module reload res_pjsip.so"',
          `4. STAR7_STATIC_PHONES_FILE=${file}, readable for Star7's user alone, and restart Star7`,
          '5. star7 doctor',
        ].join('\n'),
      );
    });
}

interface StaticOptions {
  make: number;
  file: string;
  pjsip: string;
  language: Language;
  opus?: boolean;
}

/** Names differ each time, so that new ones can stand beside those before: no page registers with a password that is over. */
function newStaticPhones(count: number): PhoneCredentials[] {
  const series = randomBytes(4).toString('hex');
  return Array.from({ length: count }, (_, index) => ({
    endpoint: `${staticPrefix}${series}-${String(index + 1).padStart(2, '0')}`,
    password: randomBytes(16).toString('hex'),
  }));
}

/** @throws CliError where the file is there already, or cannot be written */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new CliError(
      exitCodes.badInput,
      code === 'EEXIST'
        ? `${file} is there already: it is never overwritten. Give another name.`
        : `${file} cannot be written (${code}).`,
    );
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new InvalidArgumentError(`Give a number from 1 to ${String(most)}.`);
  return count;
}
