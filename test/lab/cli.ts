import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import type { LabPart } from './lab';
import { defaultDirectory, Lab, labParts } from './lab';
import { LabError } from './lab-error';
import { basePorts, portBlockSize } from './lab-ports';

interface UpOptions {
  dir: string;
  basePort: number;
  ownPhones: boolean;
  without: LabPart[];
}

const program = new Command('scripts/lab')
  .description('A real Asterisk, MariaDB, softphones and a carrier beside Star7, all on loopback.')
  .helpCommand(false);

program
  .command('up')
  .description('start whatever does not run yet')
  .option('--dir <folder>', 'where its files lie', folder, defaultDirectory())
  .option(
    '--base-port <port>',
    `first of its ${portBlockSize} ports; all derive from it`,
    portNumber,
    basePorts.lab,
  )
  .option('--own-phones', 'leave out phones and carrier: bring your own (see .lab/env)', false)
  .option(
    '--without <parts>',
    `leave out some of: ${labParts.join(', ')}`,
    partList,
    partList(process.env['STAR7_LAB_WITHOUT'] ?? ''),
  )
  .action(async ({ dir, basePort, ownPhones, without }: UpOptions) => {
    const started = performance.now();
    const lab = await Lab.up({
      directory: dir,
      basePort,
      ownPhones,
      parts: labParts.filter((part) => !without.includes(part)),
      say: (line) => {
        console.log(line);
      },
    });
    printStatus(lab);
    console.log(
      `up in ${((performance.now() - started) / 1000).toFixed(1)} s; addresses and passwords: ${dir}/env`,
    );
  });

program
  .command('down')
  .description('end everything, by pid')
  .option('--dir <folder>', 'which lab', folder, defaultDirectory())
  .action(async ({ dir }: { dir: string }) => {
    if (!existsSync(path.join(dir, 'lab.json'))) {
      console.log(`No lab was ever started in ${dir}.`);
      return;
    }
    await Lab.attach(dir).down((line) => {
      console.log(line);
    });
  });

program
  .command('status')
  .description('what runs, with pid and port; exit status 1 where something does not')
  .option('--dir <folder>', 'which lab', folder, defaultDirectory())
  .option('--json', 'for programs', false)
  .action(({ dir, json }: { dir: string; json: boolean }) => {
    const lab = Lab.attach(dir);
    if (json) console.log(JSON.stringify(lab.status()));
    else printStatus(lab);
    if (lab.status().some(({ pid }) => pid === null)) process.exitCode = 1;
  });

program
  .command('logs [name]')
  .description('print a log, or list the logs there are')
  .option('--dir <folder>', 'which lab', folder, defaultDirectory())
  .option('--follow', 'go on printing what is added', false)
  .action((name: string | undefined, { dir, follow }: { dir: string; follow: boolean }) => {
    const logs = logFiles(dir);
    if (name === undefined) {
      for (const [known, file] of logs) console.log(`${known.padEnd(20)} ${file}`);
      return;
    }
    const file = logs.get(name);
    if (file === undefined) {
      throw new LabError('logs', `there is no log ${name}`, 'Run scripts/lab logs to see which there are');
    }
    spawn('tail', ['-n', follow ? '50' : '+1', ...(follow ? ['-F'] : []), file], { stdio: 'inherit' });
  });

function logFiles(directory: string): Map<string, string> {
  const folder = path.join(directory, 'logs');
  const files = new Map<string, string>();
  if (existsSync(folder)) {
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .sort()) {
      files.set(path.basename(file, '.log'), path.join(folder, file));
    }
  }
  const messages = path.join(directory, 'asterisk/log/messages.log');
  if (existsSync(messages)) files.set('asterisk-messages', messages);
  return files;
}

function printStatus(lab: Lab): void {
  for (const { name, pid, port } of lab.status()) {
    const state = pid === null ? 'down' : `running, pid ${pid}`;
    console.log(`${name.padEnd(12)} ${state.padEnd(22)} ${port === null ? '' : `port ${port}`}`.trimEnd());
  }
}

/** Commander passes the default as a second argument, which path.resolve would treat as a folder. */
function folder(text: string): string {
  return path.resolve(text);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port)) throw new InvalidArgumentError('A whole number, please.');
  return port;
}

function partList(text: string): LabPart[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return names.map((name) => {
    const part = labParts.find((known) => known === name);
    if (part === undefined) throw new InvalidArgumentError(`${name} is none of ${labParts.join(', ')}.`);
    return part;
  });
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof LabError) console.error(error.message);
  else console.error(error);
  process.exitCode = 1;
});
