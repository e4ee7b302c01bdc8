import { once } from 'node:events';
import { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { RandomAccessReader, fromRandomAccessReader } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ImportError } from '../import-error';
import type { SealedSpool } from './sealed-spool';

/** Parts of a workbook; more are no workbook. */
const mostParts = 10_000;
/** XML compresses to a tenth, of rows that are alike to a hundredth. What compresses better, and is large, is a bomb. */
const largestRatio = 250;
const bombBytes = 64 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** Reads the archive's bytes out of the spool. */
class SpoolReader extends RandomAccessReader {
  constructor(private readonly spool: SealedSpool) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { spool } = this;
    async function* bytes(): AsyncGenerator<Buffer> {
      for (let at = start; at < end; at += chunkBytes) {
        yield await spool.read(at, Math.min(chunkBytes, end - at));
      }
    }
    return Readable.from(bytes(), { objectMode: false, highWaterMark: chunkBytes });
  }
}

/** The files within a workbook, by name. */
export class WorkbookParts {
  private constructor(
    private readonly archive: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws ImportError `spreadsheet-unreadable`, `spreadsheet-bomb` */
  static async open(spool: SealedSpool): Promise<WorkbookParts> {
    try {
      const archive = await new Promise<ZipFile>((resolve, reject) => {
        const options = { lazyEntries: true, validateEntrySize: true, autoClose: false };
        fromRandomAccessReader(new SpoolReader(spool), spool.length, options, (error, opened) => {
          if (error) reject(error);
          else resolve(opened);
        });
      });
      if (archive.entryCount > mostParts) throw unreadable();
      return new WorkbookParts(archive, await entriesOf(archive));
    } catch (error) {
      throw error instanceof ImportError ? error : unreadable();
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * Reads a part's elements as they come. Entities of a document type, and documents elsewhere, do not exist for this
   * parser: XML that names one is refused.
   * @throws ImportError `spreadsheet-unreadable`, `spreadsheet-bomb`
   */
  async *elements(name: string): AsyncGenerator<XmlEvent[]> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw unreadable();
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > bombBytes && uncompressedSize > compressedSize * largestRatio) throw bomb();
    const events: XmlEvent[] = [];
    const parser = parserInto(events);
    const decoder = new TextDecoder();
    let silent = 0;
    try {
      for await (const chunk of await this.#stream(entry)) {
        const text = decoder.decode(chunk as Buffer, { stream: true });
        parser.write(text);
        silent = events.length > 0 ? 0 : silent + text.length;
        if (silent > longestSilence) throw unreadable();
        if (events.length > 0) yield events.splice(0);
      }
      parser.close();
    } catch {
      throw unreadable();
    }
    if (events.length > 0) yield events.splice(0);
  }

  close(): void {
    this.archive.close();
  }

  async #stream(entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.archive.openReadStream(entry, (error, stream) => {
        if (error) reject(error);
        else resolve(stream);
      });
    });
  }
}

async function entriesOf(archive: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const ended = once(archive, 'end');
  archive.on('entry', (entry: Entry) => {
    entries.set(entry.fileName.replace(/^\//, ''), entry);
    archive.readEntry();
  });
  archive.readEntry();
  await ended;
  return entries;
}

/** What a parser has met: a tag that opens or closes, by its name without prefix, or text. */
export type XmlEvent =
  | { open: string; attributes: Record<string, string> }
  | { close: string }
  | { text: string };

/** Letters without the end of a tag or a text: the parser keeps them, and no program writes as many. */
const longestSilence = 1024 * 1024;
/** Letters of one text that are kept. */
export const longestText = 64 * 1024;

function parserInto(events: XmlEvent[]): SaxesParser<{ xmlns: false }> {
  const parser = new SaxesParser({ xmlns: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) =>
    events.push({ open: local(name), attributes }),
  );
  parser.on('closetag', ({ name }: SaxesTagPlain) => events.push({ close: local(name) }));
  parser.on('text', (text) => events.push({ text: text.slice(0, longestText) }));
  parser.on('cdata', (text) => events.push({ text: text.slice(0, longestText) }));
  parser.on('error', (error) => {
    throw error;
  });
  return parser;
}

export function unreadable(): ImportError {
  return new ImportError(
    'spreadsheet-unreadable',
    'The spreadsheet cannot be read: it is damaged, or no XLSX. Save it again, as XLSX or CSV.',
  );
}

function bomb(): ImportError {
  return new ImportError(
    'spreadsheet-bomb',
    'The spreadsheet unpacks to far more than it holds, as files made to fill a disk do. Save it again.',
  );
}
