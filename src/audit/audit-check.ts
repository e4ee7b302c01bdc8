import { auditRowFrom } from './audit-chain';
import type { StoredAuditRow } from './audit-chain';
import { genesis, hashOf } from './audit-hash';
import type { AuditHead } from './audit-hash';
import type { ChainFault } from './model/chain-fault';

/** Faults that are listed; all are counted. */
const mostListed = 100;

/** Checks a chain row by row, in the order of its places. Does not read: the rows are given. */
export class AuditCheck {
  readonly #faults: ChainFault[] = [];
  #count = 0;
  #rows = 0;
  #seq = 0;
  #hash: Buffer = genesis;
  readonly #unmet: Map<number, AuditHead[]>;

  /** @param anchors heads that were noted earlier, elsewhere */
  constructor(anchors: readonly AuditHead[] = []) {
    this.#unmet = new Map();
    for (const anchor of anchors)
      this.#unmet.set(anchor.seq, [...(this.#unmet.get(anchor.seq) ?? []), anchor]);
    this.#meet();
  }

  /** The next row. */
  take(row: StoredAuditRow): void {
    this.#rows += 1;
    const { seq, previous_hash: previous, hash } = row;
    if (seq === null || previous === null || hash === null) {
      this.#fault({ slug: 'unchained', seq });
      return;
    }
    const follows = this.#hash;
    const gap = seq > this.#seq + 1;
    if (gap) this.#fault({ slug: 'missing', seq: this.#seq + 1, to: seq - 1 });
    if (!hashOf(previous, auditRowFrom(row)).equals(hash)) this.#fault({ slug: 'changed', seq });
    // After a gap nobody knows what it should follow; that it is whole is all there is to see.
    else if (!gap && !previous.equals(follows)) this.#fault({ slug: 'out-of-place', seq });
    this.#seq = seq;
    this.#hash = hash;
    this.#meet();
  }

  /** @param head the chain's end as the database keeps it; null where it is gone */
  finish(head: AuditHead | null): {
    rows: number;
    end: AuditHead;
    faults: readonly ChainFault[];
    count: number;
  } {
    const end = { seq: this.#seq, hash: this.#hash };
    if (head !== null && head.seq > end.seq) {
      this.#fault({ slug: 'missing', seq: end.seq + 1, to: head.seq });
    } else if (head?.seq !== end.seq || !head.hash.equals(end.hash)) {
      this.#fault({ slug: 'head-mismatch', seq: end.seq });
    }
    for (const anchors of this.#unmet.values()) {
      for (const { seq } of anchors) this.#fault({ slug: 'anchor-mismatch', seq });
    }
    return { rows: this.#rows, end, faults: this.#faults, count: this.#count };
  }

  #meet(): void {
    const anchors = this.#unmet.get(this.#seq);
    if (anchors === undefined) return;
    const others = anchors.filter(({ hash }) => !hash.equals(this.#hash));
    if (others.length === 0) this.#unmet.delete(this.#seq);
    else this.#unmet.set(this.#seq, others);
  }

  #fault(fault: ChainFault): void {
    this.#count += 1;
    if (this.#faults.length < mostListed) this.#faults.push(fault);
  }
}
