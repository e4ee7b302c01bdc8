import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { CourierDesk } from './courier-desk';
import { courierJson } from './courier-json';
import type { CourierEntry } from './couriers';
import { isCourierNumber, parseWeekdays } from './model/courier-rules';
import type { Weekday } from './model/courier-rules';
import { SqlCourierSecrets } from './sql-courier-secrets';
import { SqlCouriers } from './sql-couriers';
import { SqlDeliveries } from './sql-deliveries';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { weekdays } from '#kernel/local-time';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { CourierVault } from '#vault/courier-vault';
import { numberRules } from '#vault/number-rules';
import { typedNumberReader } from '#vault/typed-number';

interface Options {
  name?: string;
  company?: string | false;
  language?: Language;
  days?: Weekday[];
  phoneFile?: string;
  phone?: false;
}

/** `courier …`: the people who deliver, and what they carry. @returns `courier`, for commands of other capabilities */
export function registerCourier(program: Command, context: CliContext): Command {
  const courier = program.command('courier').description('the people who deliver orders');
  const withDesk = async <Result>(work: (desk: CourierDesk) => Promise<Result>): Promise<Result> =>
    withDatabase(context, async (database) => work(deskOf(context, database)).catch(explain));

  const settings = (command: Command): Command =>
    command
      .option('--company <name>', 'delivery company')
      .addOption(new Option('--language <language>', 'language of the voice prompts').choices(languages))
      .option('--days <days>', 'days on which the courier may call: mon-fri,sun', days)
      .option(
        '--phone-file <file>',
        'file with the number of the own mobile; - for standard input. Numbers do not belong on a command line',
      );

  settings(courier.command('add').argument('<number>', 'courier number, up to six digits', number))
    .argument('<name>', 'name for lists and reports')
    .description('add a courier')
    .action(async (of: string, name: string, options: Options) => {
      const added = await withDesk((desk) =>
        desk.add(operatorOf(context), { number: of, name, ...given(options) }),
      );
      context.print(courierJson(added), () => `added courier ${of}, ${added.name}`);
    });

  settings(courier.command('set').argument('<number>', 'courier number', number))
    .option('--name <name>', 'name for lists and reports')
    .option('--no-company', 'of the own company')
    .option('--no-phone', 'remove the number of the own mobile')
    .description("change a courier's settings; other settings stay")
    .action(async (of: string, options: Options) => {
      const { name } = options;
      const changed = await withDesk((desk) =>
        desk.change(operatorOf(context), of, { ...(name !== undefined && { name }), ...given(options) }),
      );
      context.print(courierJson(changed), () => `changed courier ${of}, ${changed.name}`);
    });

  courier
    .command('list')
    .option('--all', 'include disabled ones')
    .description('list couriers')
    .action(async ({ all = false }: { all?: boolean }) => {
      const couriers = await withDesk((desk) => desk.list({ disabledToo: all }));
      context.print(couriers.map(courierJson), () => courierTable(couriers));
    });

  courier
    .command('disable')
    .argument('<number>', 'courier number', number)
    .description('disable a courier: no calls, signed out; what was on the way is taken back')
    .action(async (of: string) => {
      await withDesk((desk) => desk.disable(operatorOf(context), of));
      context.print({ number: of, disabled: true }, () => `disabled courier ${of}`);
    });

  courier
    .command('pin')
    .argument('<number>', 'courier number', number)
    .description('create a new PIN; printed once')
    .action(async (of: string) => {
      const pin = await withDesk((desk) => desk.newPin(operatorOf(context), of));
      context.print({ number: of, pin }, () => `PIN of courier ${of}: ${pin}`);
    });

  courier
    .command('code')
    .argument('<number>', 'courier number', number)
    .description('create a code that signs in once on the page /courier; printed once')
    .action(async (of: string) => {
      const { code, expiresAt } = await withDesk((desk) => desk.newCode(operatorOf(context), of));
      context.print(
        { number: of, code, expiresAt: isoTextOrNull(expiresAt) },
        () => `code of courier ${of}, valid until ${textTime(expiresAt)}: ${code}\nlink: /courier#${code}`,
      );
    });

  courier
    .command('hand-over')
    .argument('<order>', 'order number')
    .argument('<number>', 'courier number', number)
    .description('hand an order over to a courier')
    .action(async (order: string, of: string) => {
      const delivery = await withDesk((desk) =>
        desk.setDelivery(operatorOf(context), order, { courier: of }),
      );
      context.print(
        { orderNumber: order, courier: delivery?.courierNumber ?? null },
        () => `order ${order} is with courier ${of}`,
      );
    });

  for (const [name, ended, text] of [
    ['delivered', 'delivered', 'end the delivery of an order: it was delivered'],
    ['take-back', 'taken-back', 'end the delivery of an order: it was not delivered'],
  ] as const) {
    courier
      .command(name)
      .argument('<order>', 'order number')
      .description(text)
      .action(async (order: string) => {
        await withDesk((desk) => desk.setDelivery(operatorOf(context), order, { ended }));
        context.print({ orderNumber: order, ended }, () => `order ${order} is with no courier`);
      });
  }
  return courier;
}

function deskOf(context: CliContext, database: Database): CourierDesk {
  const { now } = systemClock;
  return new CourierDesk({
    couriers: new SqlCouriers(database, new CourierVault(vaultOf(context).keys), now),
    deliveries: new SqlDeliveries(database, now),
    secrets: new SqlCourierSecrets(database, now),
    passwords: new Argon2Passwords(),
    readNumber: typedNumberReader(numberRules(loadConfig(context.environment, ['limits', 'numbers']))),
    // Operators may see all orders: nobody's guesses are counted.
    guard: { look: async (_extension, ask) => ({ answer: await ask() }) },
    trail: commandTrail(database),
  });
}

function given({ company, language, days: activeDays, phoneFile, phone }: Options) {
  return {
    ...(company !== undefined && { company: company === false ? null : company }),
    ...(language !== undefined && { language }),
    ...(activeDays !== undefined && { activeDays }),
    ...(phoneFile !== undefined && { phone: phoneIn(phoneFile) }),
    ...(phone === false && { phone: null }),
  };
}

function phoneIn(file: string): Masked {
  try {
    return mask(readFileSync(file === '-' ? 0 : file, 'utf8').trim());
  } catch (cause) {
    throw new CliError(exitCodes.usage, '--phone-file cannot be read.', { cause });
  }
}

/** What was asked for is not repeated: it may be a telephone number. */
function explain(error: unknown): never {
  if (!(error instanceof RefusedError)) throw error;
  if (error.slug === 'order-refused') throw new CliError(exitCodes.notFound, 'No order has this number.');
  if (error.slug === 'courier-unknown')
    throw new CliError(exitCodes.notFound, 'No active courier has this number. See: star7 courier list.');
  if (error.faults.length > 0) {
    throw new CliError(
      exitCodes.usage,
      error.faults
        .map(
          ({ field, detail }) =>
            `${field === 'phone' ? 'The number in --phone-file' : `The ${field}`} ${detail}.`,
        )
        .join('\n'),
    );
  }
  throw error;
}

function courierTable(couriers: readonly CourierEntry[]): string {
  return textTable(
    ['number', 'name', 'company', 'language', 'days', 'mobile', 'PIN', 'carries', 'disabled'],
    couriers.map((entry) => [
      entry.number,
      entry.name,
      entry.company ?? '-',
      entry.language,
      entry.activeDays.length === weekdays.length ? 'all' : entry.activeDays.join(','),
      entry.hasPhone ? 'known' : '-',
      entry.hasPin ? 'set' : '-',
      entry.carries,
      textTime(entry.disabledAt),
    ]),
    'no couriers; add one with: star7 courier add 17 "Sergey Orlov"',
  );
}

function number(text: string): string {
  if (!isCourierNumber(text)) throw new InvalidArgumentError('A courier number has one to six digits.');
  return text;
}

function days(text: string): Weekday[] {
  const read = parseWeekdays(text);
  if (read === null) throw new InvalidArgumentError('Give days of the week: mon-fri,sun.');
  return read;
}
