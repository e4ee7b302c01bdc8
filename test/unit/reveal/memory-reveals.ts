import type { Clock } from '#kernel/clock';
import type { NewReveal, RevealLimits, RevealRequest, RevealStore } from '#reveal/reveal-store';

const day = 86_400_000_000;

/** Requests in memory. Accounts are `account-1`, `account-2` and so on. */
export class MemoryReveals implements RevealStore {
  readonly requests: RevealRequest[] = [];
  readonly named = new Set<number>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  persons(): Promise<string[]> {
    return Promise.resolve([...this.named].map(loginOf));
  }

  isPerson(account: number): Promise<boolean> {
    return Promise.resolve(this.named.has(account));
  }

  addPerson(login: string): Promise<boolean> {
    const id = Number(/^account-(\d)$/.exec(login)?.[1] ?? 0);
    if (id > 0) this.named.add(id);
    return Promise.resolve(id > 0);
  }

  removePerson(login: string): Promise<boolean> {
    return Promise.resolve(this.named.delete(Number(login.slice(-1))));
  }

  ask(request: NewReveal, { perPerson, perSite }: RevealLimits): Promise<number | null> {
    const recent = this.requests.filter(({ askedAt }) => askedAt > request.at - day);
    const own = recent.filter(({ account }) => account === request.account);
    if (own.length >= perPerson || recent.length >= perSite) return Promise.resolve(null);
    const { at: askedAt, ...asked } = request;
    const id = this.requests.length + 1;
    this.requests.push({
      ...{ ...asked, id, askedAt, login: loginOf(request.account) },
      ...{ approved: null, decidedBy: null, decidedAt: null, shownAt: null },
    });
    return Promise.resolve(id);
  }

  find(id: number): Promise<RevealRequest | null> {
    const found = this.requests[id - 1];
    return Promise.resolve(found === undefined ? null : { ...found });
  }

  list(most: number): Promise<RevealRequest[]> {
    return Promise.resolve([...this.requests].reverse().slice(0, most));
  }

  decide(id: number, approved: boolean, by: string, at = this.clock.now()): Promise<boolean> {
    const found = this.requests[id - 1];
    if (found === undefined || found.shownAt !== null) return Promise.resolve(false);
    if (found.approved === false || (approved && found.approved !== null)) return Promise.resolve(false);
    Object.assign(found, { approved, decidedBy: by, decidedAt: at });
    return Promise.resolve(true);
  }

  show(id: number, at: number): Promise<boolean> {
    const found = this.requests[id - 1];
    if (found?.approved !== true || found.shownAt !== null) return Promise.resolve(false);
    found.shownAt = at;
    return Promise.resolve(true);
  }
}

function loginOf(account: number): string {
  return `account-${String(account)}`;
}
