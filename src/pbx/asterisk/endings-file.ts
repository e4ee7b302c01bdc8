import { open, rename } from 'node:fs/promises';
import type { LegEnding } from '#calls/engine/pbx';
import type { Log } from '#kernel/log';

/** How much of the file is read at most: some hundred thousand legs, days of a shop's calls. */
const readBytes = 8 << 20;
/** The file is renamed above this size; the previously renamed one is overwritten. */
const setAsideBytes = 4 << 20;

/**
 * `2026-11-24T21:38:03.233660Z 1795556276.4 16 Up`: time, channel, ITU-T Q.850 cause, channel state. Older
 * versions of the dialplan omit the state.
 */
const linePattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z (\S{1,150}) (\d{1,3})(?: ([A-Za-z ]{1,30}))?$/;

/**
 * How legs ended, as recorded by the PBX's hangup handler (dialplan/star7-extensions.conf, [star7-ended]):
 * for legs whose end Star7 did not see.
 */
export class EndingsFile {
  /** @param file its path on this machine; the path on the PBX may differ */
  constructor(
    private readonly file: string,
    private readonly log: Log,
  ) {}

  /**
   * The endings of these channels; channels without a record are omitted. Never throws.
   * @param unwritten lines that the PBX had still to write
   */
  async of(
    channelIds: readonly string[],
    unwritten: readonly string[] = [],
  ): Promise<Map<string, LegEnding>> {
    const channels = new Set(channelIds);
    const written = await Promise.all([`${this.file}.old`, this.file].map((file) => this.#tailOf(file)));
    const found = new Map<string, LegEnding>();
    for (const line of [...written.flatMap((text) => text.split('\n')), ...unwritten]) {
      const ending = parseEnding(line);
      if (ending !== null && channels.has(ending.channelId)) {
        const { channelId, ...rest } = ending;
        found.set(channelId, rest);
      }
    }
    return found;
  }

  /** Limits the size of the file. The PBX opens it for each line, so it can be renamed at any time. */
  async setAsideWhenLong(): Promise<void> {
    try {
      const handle = await open(this.file, 'r');
      const { size } = await handle.stat();
      await handle.close();
      if (size > setAsideBytes) await rename(this.file, `${this.file}.old`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#complain(error);
    }
  }

  async #tailOf(file: string): Promise<string> {
    try {
      const handle = await open(file, 'r');
      try {
        const { size } = await handle.stat();
        const length = Math.min(size, readBytes);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
        return buffer.toString('latin1', 0, bytesRead);
      } finally {
        await handle.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#complain(error);
      return '';
    }
  }

  #complain(error: unknown): void {
    this.log.warn('the PBX’s list of ended legs cannot be used; see STAR7_ENDINGS_FILE', {
      file: this.file,
      error,
    });
  }
}

/** @returns null for an invalid line, for example one that is still being written */
export function parseEnding(line: string): (LegEnding & { channelId: string }) | null {
  const [, seconds, micros, channelId, cause, state] = linePattern.exec(line) ?? [];
  if (seconds === undefined || channelId === undefined) return null;
  const at = Date.parse(`${seconds}Z`) * 1000 + Number(micros);
  if (Number.isNaN(at)) return null;
  // 0 where the PBX had no cause.
  return { channelId, at, cause: Number(cause) || 16, answered: state === 'Up' };
}
