import type { RawOrder, ShopPage } from './connector';
import { textAt } from './model/json-pointer';
import type { PollFrom } from './model/poll-cycle';
import type { Shop } from './shop-client';
import { ShopError } from './shop-error';
import type { ShopFault } from './shop-error';
import type { Micros } from '#kernel/micros';

/** An object of a file, and those that belong to it. */
export interface Group {
  parent: object;
  children: object[];
}

/** How far the shop is with a file: `lost` where there will be none. */
export type FileState =
  | 'waiting'
  | 'lost'
  /**
   * `address` is null for a file without orders. `begunAt`: what changed later may be missing in it. `readyAt`: since when it
   * can be read.
   */
  | { address: string | null; begunAt: Micros | null; readyAt: Micros | null };

/** How a kind of shop writes all its orders into a file, for the first pass. */
export interface FileManners {
  /** @returns the file's id, without spaces; null if the shop makes none now */
  begin(shop: Shop, since: Micros): Promise<string | null>;
  state(shop: Shop, id: string): Promise<FileState>;
  orderOf(group: Group): RawOrder;
}

/** A shop that makes no files for these keys answers so. */
const refused: ReadonlySet<ShopFault> = new Set([
  'shop-refuses-keys',
  'shop-refused',
  'shop-answer-unreadable',
]);
/** What may be over the next time: the same piece is asked for again. Whatever else is wrong with a file stays so. */
const passing: ReadonlySet<ShopFault> = new Set(['shop-unreachable', 'shop-failed', 'shop-limit']);
/** As a shop writes one; it is a part of the page's text. */
const fileId = /^[^\s\p{Cc}]{1,200}$/u;
/** A file that cannot be had for so long, while its shop answers, is given up: its host may be out of reach from here. */
const longestTrouble: Micros = 30 * 60_000_000;
/** Looks whether the file is there, one a second at most: some hours. Shops make files in minutes. */
const mostLooks = 20_000;
/** The page with which a first pass by a file begins. */
export const firstFile = 'file';
/** Of the file: some thousand orders. */
const pieceBytes = 2_000_000;

/**
 * A page of a first pass by file: the order to make it, a look whether it is there, or a piece of it. Whatever ends the
 * process, the next one goes on with the same piece; the address is asked for each time, and kept nowhere.
 * @returns null where the pass is to be made by pages: the shop makes no file, or none that can be read, or its host cannot be
 * reached for half an hour, or the page is another way's
 * @throws ShopError
 */
export async function pageOfFile(
  shop: Shop,
  from: PollFrom,
  manners: FileManners,
  now: Micros,
): Promise<ShopPage | null> {
  const [word, id = '', asked = '0', at = '0'] = (from.page ?? '').split(' ');
  if (word !== firstFile) return null;
  const go = (place: readonly (string | number)[] | null, orders: RawOrder[] = []): ShopPage => ({
    orders,
    next: place && { ...from, page: [firstFile, ...place].join(' ') },
    total: null,
  });
  if (id === '') {
    const begun = await manners.begin(shop, from.since).catch((error: unknown) => {
      // What is wrong with more than files shows when pages are asked for.
      if (error instanceof ShopError && refused.has(error.slug)) return null;
      throw error;
    });
    return begun === null || !fileId.test(begun) ? null : go([begun]);
  }
  const state = await manners.state(shop, id);
  if (state === 'waiting') return Number(asked) < mostLooks ? go([id, Number(asked) + 1]) : null;
  if (state === 'lost') return null;
  if (state.address === null) return go(null);
  const { address, begunAt, readyAt } = state;
  try {
    const piece = await shop.file(address, Number(at), pieceBytes);
    const isEnd = piece.length < pieceBytes;
    const { groups, bytes } = groupsIn(piece, isEnd);
    const orders = groups.map((group): RawOrder => {
      const order = manners.orderOf(group);
      // What changed after the file was begun is found by the next pass, which begins before that.
      const isLater = begunAt !== null && order.changedAt !== null && order.changedAt > begunAt;
      return isLater ? { ...order, changedAt: begunAt } : order;
    });
    return go(isEnd ? null : [id, asked, Number(at) + bytes], orders);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const isGivenUp = readyAt === null || now - readyAt > longestTrouble;
    if (!passing.has(error.slug) || isGivenUp) return null;
    throw error;
  }
}

const newline = 0x0a;

/**
 * Reads a piece of a file of JSON lines, in which each object is followed by those of its own (`__parentId`).
 * @param isEnd nothing follows; else the last object is left to the next piece, for more of its own may follow
 * @returns the groups that are whole, and how many bytes they take
 * @throws ShopError `shop-answer-unreadable`, also if one group is longer than the piece
 */
export function groupsIn(piece: Buffer, isEnd: boolean): { groups: Group[]; bytes: number } {
  const groups: Group[] = [];
  let begin = 0;
  for (let at = 0; at < piece.length;) {
    const end = piece.indexOf(newline, at);
    if (end === -1 && !isEnd) break;
    const line = piece.toString('utf8', at, end === -1 ? piece.length : end);
    if (line.trim() !== '') {
      const object = objectOf(line);
      const owner = textAt(object, '/__parentId');
      const last = groups.at(-1);
      if (owner === '') {
        groups.push({ parent: object, children: [] });
        begin = at;
      } else if (last !== undefined && textAt(last.parent, '/id') === owner) last.children.push(object);
      else throw new ShopError('shop-answer-unreadable');
    }
    at = end === -1 ? piece.length : end + 1;
  }
  if (isEnd) return { groups, bytes: piece.length };
  if (begin === 0) throw new ShopError('shop-answer-unreadable');
  return { groups: groups.slice(0, -1), bytes: begin };
}

function objectOf(line: string): object {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The parser's message quotes the line.
  }
  throw new ShopError('shop-answer-unreadable');
}
