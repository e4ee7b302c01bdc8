import type { Mailbox } from '#mail/provider/mailbox';

/** A folder in memory that can fail as servers do. */
export class MemoryMailbox implements Mailbox {
  uidValidity = '1';
  readonly mails = new Map<number, { raw: Buffer; size?: number }>();
  readonly moved: string[] = [];
  readonly read_: number[] = [];
  /** Mails that are not given. */
  readonly broken = new Set<number>();
  isBroken = false;
  cannotRemove = false;
  #next = 1;

  put(raw: string, size?: number): number {
    const uid = this.#next++;
    this.mails.set(uid, { raw: Buffer.from(raw), ...(size !== undefined && { size }) });
    return uid;
  }

  uids(): Promise<number[]> {
    return this.#answer([...this.mails.keys()]);
  }

  sizes(uids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return this.#answer(
      new Map(
        uids.flatMap((uid) => {
          const mail = this.mails.get(uid);
          return mail === undefined ? [] : [[uid, mail.size ?? mail.raw.length]];
        }),
      ),
    );
  }

  read(uid: number, most: number): Promise<Buffer | 'refused' | null> {
    this.read_.push(uid);
    if (this.broken.has(uid)) return this.#answer('refused');
    return this.#answer(this.mails.get(uid)?.raw.subarray(0, most) ?? null);
  }

  remove(uid: number, folder: string | null): Promise<boolean> {
    if (!this.cannotRemove && !this.isBroken) {
      this.mails.delete(uid);
      this.moved.push(folder ?? 'deleted');
    }
    return this.#answer(!this.cannotRemove);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #answer<Value>(value: Value): Promise<Value> {
    return this.isBroken ? Promise.reject(new Error('closed')) : Promise.resolve(value);
  }
}
