import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadConfig } from '#config/load-config';
import type { CallId } from './model/call-record';
import type { Micros } from '#kernel/micros';
import { JournalContents } from './engine/journal/journal-contents';
import type { CliContext } from '#cli/cli-context';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTime } from '#cli/text-table';

interface JournalStatus {
  file: string;
  /** Null where there is no such file: Star7 never ran here. */
  bytes: number | null;
  limitBytes: number;
  /** Calls that are up, or were when Star7 died. */
  openCalls: number;
  /** Records that the database has not taken yet. */
  recordsWaiting: number;
  oldestWaitingAt: Micros | null;
  /** Those of them that the database refuses for what they say: they do not go by themselves. */
  refused: { id: CallId; code: string }[];
  /** Lines that are not what was written. */
  damagedLines: number;
}

/** `journal status`. */
export function registerJournal(program: Command, context: CliContext): void {
  program
    .command('journal')
    .description('state that is not in the database yet')
    .command('status')
    .description('live calls, and records waiting for the database; exit status 1 if records wait')
    .action(async () => {
      const status = await statusOf(context);
      const { bytes, oldestWaitingAt } = status;
      context.print({ ...status, oldestWaitingAt: isoTextOrNull(oldestWaitingAt) }, () =>
        [
          `journal           ${status.file}`,
          `size              ${bytes === null ? 'no journal yet' : `${bytes} of ${status.limitBytes} bytes`}`,
          `live calls        ${status.openCalls}`,
          `records waiting   ${status.recordsWaiting}${oldestWaitingAt === null ? '' : `, the oldest since ${textTime(oldestWaitingAt)}`}`,
          `records refused   ${status.refused.length}`,
          ...status.refused.map(({ id, code }) => `  call ${id}: ${code}`),
          `damaged lines     ${status.damagedLines}`,
        ].join('\n'),
      );
      if (status.recordsWaiting > 0 || status.damagedLines > 0) process.exitCode = exitCodes.other;
    });
}

async function statusOf({ environment }: CliContext): Promise<JournalStatus> {
  const { STAR7_JOURNAL_FILE: file, STAR7_JOURNAL_LIMIT_MB } = loadConfig(environment, ['journal']);
  const [contents, bytes] = await Promise.all([
    JournalContents.of(file),
    stat(file).then(
      ({ size }) => size,
      () => null,
    ),
  ]);
  const { open, finished, refused, damaged } = contents;
  return {
    file,
    bytes,
    limitBytes: STAR7_JOURNAL_LIMIT_MB * 1_000_000,
    openCalls: open.length,
    recordsWaiting: finished.length,
    oldestWaitingAt: finished.length === 0 ? null : Math.min(...finished.map(({ record }) => record.endedAt)),
    refused,
    damagedLines: damaged,
  };
}
