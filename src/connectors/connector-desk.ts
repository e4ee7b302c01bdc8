import { randomBytes } from 'node:crypto';
import type { ConnectorEntry, ConnectorSettings, ConnectorStore, HookStore, Reject } from './connector-store';
import type { Connector, HookVerdict } from './connector';
import { kindOf } from './kinds/kinds';
import { kindTraits } from './model/connector-kinds';
import type { KindTraits } from './model/connector-kinds';
import { isHookAddress, isShopAddress } from './model/connector-rules';
import { isShopOrderId } from './model/shop-order-id';
import { restMapFaults } from './model/rest-map';
import { ShopTrial } from './shop-trial';
import type { SampleReport, TryFindings, TryReport } from './shop-trial';
import { isPrefix, prefixFault } from '#orders/model/number-prefix';
import type { AuditTrail } from '#audit/audit-trail';
import type { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';
import { itemFields } from '#orders/model/import-fields';
import { orderFields } from '#orders/intake/fetched-orders';
import type { FetchedOrders } from '#orders/intake/fetched-orders';
import { ShopKeys } from '#vault/shop-vault';

/** What an administrator enters; `keys` by their names. */
export interface ConnectorInput {
  settings: ConnectorSettings;
  keys: Readonly<Record<string, string>>;
}

/** Where the shop sends its webhooks, and what it signs them with. Shown once. */
export interface HookAddress {
  /** Below Star7's own address. */
  path: string;
  secret: string;
}

export interface ConnectorDeskParts {
  store: ConnectorStore & HookStore;
  addresses: OutgoingAddresses;
  /** Reads them as they would be taken, and writes nothing. */
  orders: Pick<FetchedOrders, 'read' | 'othersOf' | 'timeZone'>;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  clock: Clock;
  /** There is something to do for a shop. */
  wake: (connectorId: number) => void;
  /** The list of shops has changed. */
  changed: () => void;
  onHook: (kind: HookVerdict['kind']) => void;
}

const day: Micros = 24 * 3600 * 1_000_000;

/** Keeping the shops whose orders are fetched. Audited before each change: a shop decides who can be called. */
export class ConnectorDesk {
  constructor(private readonly parts: ConnectorDeskParts) {}

  list(): Promise<ConnectorEntry[]> {
    return this.parts.store.list();
  }

  /** @throws RefusedError `connector-unknown` */
  async find(id: number): Promise<ConnectorEntry> {
    const entry = await this.parts.store.find(id);
    if (entry === null) throw unknown();
    return entry;
  }

  /**
   * The first synchronisation begins at once.
   * @param sinceDays how far back it goes @throws RefusedError `invalid-input`, `unavailable`
   */
  async add(
    actor: Actor,
    { settings, keys }: ConnectorInput,
    sinceDays: number,
  ): Promise<{ entry: ConnectorEntry; hook: HookAddress }> {
    const { store, trail, clock, changed } = this.parts;
    const { secret, name, path } = newHook();
    const all = new ShopKeys({ ...keys, hookSecret: secret });
    refuseFaults([...faultsOf(settings), ...missingKeys(settings, all)]);
    const by = actorOf(actor);
    await trail.before({
      actor: by,
      action: 'connector.add',
      subject: null,
      detail: subjectDetail(settings),
    });
    const since = clock.now() - sinceDays * day;
    const id = await store.add(settings, all, name, since, by);
    changed();
    return { entry: await this.find(id), hook: { path, secret } };
  }

  /**
   * @param input what is left out stays; a key that is left out too
   * @throws RefusedError `connector-unknown`, `invalid-input`, `unavailable`
   */
  async change(
    actor: Actor,
    id: number,
    input: { settings: Partial<Omit<ConnectorSettings, 'kind'>>; keys?: Readonly<Record<string, string>> },
  ): Promise<ConnectorEntry> {
    const { store, trail, changed } = this.parts;
    const before = await this.find(id);
    const known = (await store.keys(id)) ?? new ShopKeys({});
    const settings = { ...before.settings, ...input.settings };
    const isElsewhere = hostOf(settings.address) !== hostOf(before.settings.address);
    // Else somebody could have the keys sent to a host of their own, also those that are not needed yet.
    const kept = isElsewhere ? known.only('hookSecret') : known;
    const keys = kept.with(input.keys ?? {});
    refuseFaults([...faultsOf(settings), ...missingKeys(settings, keys)]);
    await trail.before({
      actor: actorOf(actor),
      action: 'connector.change',
      subject: subjectOf(id),
      detail: { changed: [...Object.keys(input.settings), ...(input.keys ? ['keys'] : [])].join(',') },
    });
    if (!(await store.change(id, settings, actorOf(actor), { keys }))) throw unknown();
    changed();
    return this.find(id);
  }

  /** Its orders stay as they are. @throws RefusedError `connector-unknown`, `unavailable` */
  async remove(actor: Actor, id: number): Promise<void> {
    const { store, trail } = this.parts;
    await this.find(id);
    await trail.before({ actor: actorOf(actor), action: 'connector.delete', subject: subjectOf(id) });
    if (!(await store.remove(id))) throw unknown();
  }

  /** A new address and secret for webhooks; the previous ones end. @throws RefusedError `connector-unknown`, `unavailable` */
  async renewHook(actor: Actor, id: number): Promise<HookAddress> {
    const { store, trail } = this.parts;
    const { settings } = await this.find(id);
    const keys = await store.keys(id);
    if (keys === null) throw unknown();
    await trail.before({ actor: actorOf(actor), action: 'connector.hook', subject: subjectOf(id) });
    const { secret, name, path } = newHook();
    const secrets = { keys: keys.with({ hookSecret: secret }), hookName: name };
    if (!(await store.change(id, settings, actorOf(actor), secrets))) throw unknown();
    return { path, secret };
  }

  /**
   * Reads a page of the last month's orders and writes nothing.
   * @param id of a shop whose keys are used where the input has none; null for a new one
   * @throws RefusedError `invalid-input`, `connector-unknown`
   */
  async try(actor: Actor, input: ConnectorInput, id: number | null): Promise<TryReport> {
    const { report } = await this.preview(actor, input, id);
    return report;
  }

  /** As {@link try}, with the first orders as they would be taken. @throws RefusedError `invalid-input`, `connector-unknown` */
  async preview(actor: Actor, input: ConnectorInput, id: number | null): Promise<TryFindings> {
    const keys = await this.#admitTry(actor, input, id, faultsOf(input.settings));
    return this.#trial(input.settings, keys, id, (trial) => trial.read());
  }

  /**
   * What the answer of a shop of the kind `rest` holds, to draw a map by. Of the map, its requests count.
   * @throws RefusedError `invalid-input`, `connector-unknown`
   */
  async sample(actor: Actor, input: ConnectorInput, id: number | null): Promise<SampleReport> {
    // Only what the request needs: the rest is about to be drawn.
    const faults = faultsOf(input.settings).filter(
      ({ field, code }) =>
        field === 'address' ||
        (field.startsWith('map') && /^(?:path|body|map)-/.test(code) && !/one|outcome/.test(field)),
    );
    if (input.settings.map === null && faults.every(({ field }) => field !== 'map')) faults.push(mapMissing);
    const keys = await this.#admitTry(actor, input, id, faults);
    return this.#trial(input.settings, keys, id, (trial) => trial.sample());
  }

  async #admitTry(
    actor: Actor,
    { settings, keys: given }: ConnectorInput,
    id: number | null,
    faults: FieldFault[],
  ): Promise<ShopKeys> {
    const { store, trail } = this.parts;
    const known = id === null ? null : await this.find(id);
    // Keys that are known are sent nowhere but to their shop.
    const isSame = known !== null && hostOf(known.settings.address) === hostOf(settings.address);
    const keys = ((isSame && id !== null ? await store.keys(id) : null) ?? new ShopKeys({})).with(given);
    refuseFaults([...faults, ...missingKeys(settings, keys)]);
    await trail.before({
      actor: actorOf(actor),
      action: 'connector.try',
      subject: id === null ? null : subjectOf(id),
      detail: subjectDetail(settings),
    });
    return keys;
  }

  async #trial<Found>(
    settings: ConnectorSettings,
    keys: ShopKeys,
    id: number | null,
    run: (trial: ShopTrial) => Promise<Found>,
  ): Promise<Found> {
    const { addresses, clock, orders, store } = this.parts;
    const trial = new ShopTrial({
      settings,
      keys,
      addresses,
      clock,
      orders,
      links: (orderNumbers) => store.links(orderNumbers, id),
      connector: this.#connectorOf(settings, 'all'),
    });
    try {
      return await run(trial);
    } finally {
      trial.end();
    }
  }

  /** @param sinceDays a first synchronisation again, so far back; null: only what has changed @throws RefusedError `connector-unknown` */
  async sync(actor: Actor, id: number, sinceDays: number | null): Promise<ConnectorEntry> {
    const { store, trail, clock, wake, changed } = this.parts;
    const since = sinceDays === null ? null : clock.now() - sinceDays * day;
    if (!(await store.askForSync(id, since))) throw unknown();
    wake(id);
    changed();
    await trail.after({
      actor: actorOf(actor),
      action: 'connector.sync',
      subject: subjectOf(id),
      ...(sinceDays !== null && { detail: { days: sinceDays } }),
    });
    return this.find(id);
  }

  /** @throws RefusedError `connector-unknown` */
  async rejects(id: number, after: string, limit: number): Promise<Reject[]> {
    await this.find(id);
    return this.parts.store.rejects(id, after, limit);
  }

  /** Fetches orders again that could not be taken. @param shopOrderId null for all @throws RefusedError `connector-unknown` */
  async retry(actor: Actor, id: number, shopOrderId: string | null): Promise<number> {
    await this.find(id);
    const count = await this.parts.store.retry(id, shopOrderId);
    this.parts.wake(id);
    await this.parts.trail.after({
      actor: actorOf(actor),
      action: 'connector.retry',
      subject: subjectOf(id),
      detail: { count },
    });
    return count;
  }

  /**
   * Takes a webhook: notes the ids of orders, and nothing else of it.
   * @param name as the shop calls Star7
   * @returns whether it names orders under the shop's signature
   * @throws RefusedError `hook-unknown`, `hook-refused`
   */
  async takeHook(name: string, body: Buffer, header: (name: string) => string): Promise<boolean> {
    const { store, clock, wake, onHook } = this.parts;
    const shop = await store.findByHook(name);
    if (shop === null) throw new RefusedError('hook-unknown');
    const verdict = this.#verdictOf(shop.settings, shop.keys, { body, header }, clock.now());
    onHook(verdict.kind);
    if (verdict.kind === 'refused') throw new RefusedError('hook-refused');
    if (verdict.kind === 'nothing') return false;
    if (shop.settings.enabled) {
      await store.addHints(
        shop.id,
        verdict.orders.filter(({ id }) => isShopOrderId(id)),
      );
      wake(shop.id);
    }
    return true;
  }

  #verdictOf(
    settings: ConnectorSettings,
    keys: ShopKeys,
    hook: { body: Buffer; header: (name: string) => string },
    now: Micros,
  ): HookVerdict {
    try {
      return this.#connectorOf(settings).verify?.(hook, keys, now) ?? { kind: 'refused' };
    } catch {
      // Signed, and not what the interface describes; the parser's message quotes it.
      return { kind: 'nothing' };
    }
  }

  #connectorOf({ kind, map }: ConnectorSettings, ownFields: 'all' | readonly string[] = []): Connector {
    const { orders, clock } = this.parts;
    return kindOf(kind)({ map, timeZone: () => orders.timeZone(), now: () => clock.now(), ownFields });
  }
}

const mapMissing: FieldFault = { field: 'map', code: 'map-missing', detail: 'is needed for this kind' };

function faultsOf({ kind, name, address, prefix, map }: ConnectorSettings): FieldFault[] {
  const faults: FieldFault[] = [];
  if (name.trim() === '') faults.push({ field: 'name', code: 'name-empty', detail: 'must not be empty' });
  if (!isShopAddress(address))
    faults.push({
      field: 'address',
      code: 'address-invalid',
      detail: 'must be an address such as https://shop.example.com',
    });
  else if (kind !== 'rest' && isHookAddress(address))
    faults.push({
      field: 'address',
      code: 'address-has-key',
      detail: 'must not have the code of a webhook: that is a key',
    });
  if (!isPrefix(prefix)) faults.push({ field: 'prefix', ...prefixFault });
  if (kind !== 'rest') return faults;
  if (map === null) return [...faults, mapMissing];
  const inMap = restMapFaults(map, orderFields, itemFields);
  return [...faults, ...inMap.map((fault) => ({ ...fault, field: `map/${fault.field}` }))];
}

function missingKeys({ kind, map }: ConnectorSettings, keys: ShopKeys): FieldFault[] {
  const { keys: names, optional = [] }: KindTraits = kindTraits[kind];
  const ofMap = map?.authentication === 'basic' ? ['user', 'password'] : ['token'];
  const needed = kind === 'rest' ? ofMap : names.filter((name) => !optional.includes(name));
  return needed
    .filter((name) => !keys.has(name))
    .map((name) => ({
      field: `keys/${name}`,
      code: 'key-missing',
      detail: 'must be given for this address',
    }));
}

function newHook(): { secret: string; name: string; path: string } {
  const name = randomBytes(24).toString('base64url');
  return { secret: randomBytes(32).toString('base64url'), name, path: `/api/connector-hooks/${name}` };
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

function subjectOf(id: number): string {
  return `connector:${String(id)}`;
}

function subjectDetail({ kind, address }: ConnectorSettings): Record<string, string | null> {
  return { kind, host: hostOf(address) };
}

function unknown(): RefusedError {
  return new RefusedError('connector-unknown', {
    message: 'There is no such shop. See: star7 connectors list.',
  });
}
