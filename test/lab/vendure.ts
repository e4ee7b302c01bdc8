import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ApiSession } from './api-session';
import type { Daemon } from './daemon';
import { eventually } from './eventually';
import { LabError } from './lab-error';
import type { LabPlace } from './lab-place';
import { lastWords } from './last-words';
import { projectFolder } from './project-folder';

/** The name of its process. */
export const vendureDaemon = 'vendure';

const packages = path.join(projectFolder, '.lab/vendure/node_modules');
const program = path.join(projectFolder, 'test/vendure/shop.js');
const administrator = 'superadmin';

/** What somebody buys. Made-up people, with real form of numbers. */
export interface Purchase {
  firstName: string;
  lastName: string;
  /** As it is typed into the shop's form. */
  phone: string;
  email: string;
  town: string;
}

export interface VendureOrder {
  /** Of the shop's database. */
  id: string;
  /** What a manager dials after `*7`. */
  number: string;
}

interface GraphAnswer {
  /** `done`: of a change, which answers with what is wrong instead of failing. */
  data?: { done?: { message?: string } } | null;
  errors?: Array<{ message: string }>;
}

/** What `POST /api/connectors` takes, as docs/connectors.md prints it for Vendure. */
interface ConnectorInput {
  address: string;
  keys: Record<string, string>;
  map: { fields: Record<string, string[]> };
}

/**
 * A real shop at work: Vendure (GPL-3.0), which test/vendure installs and runs as a program of its own. It is in memory: each start
 * begins with an empty shop.
 */
export class VendureShop {
  #adminToken = '';
  #key = '';

  private constructor(
    readonly daemon: Daemon,
    readonly url: string,
    private readonly password: string,
    private readonly logFile: string,
  ) {}

  /** @throws LabError where it is not installed, or does not come up */
  static async start(place: LabPlace, port: number): Promise<VendureShop> {
    const step = 'start of the shop (Vendure)';
    if (!existsSync(packages)) {
      const remedy = 'Run scripts/demo, or scripts/test with the path of this test: both install it';
      throw new LabError(step, 'it is not installed', remedy);
    }
    const password = randomBytes(24).toString('base64url');
    // One that is left of a run before has another password and other orders.
    await place.daemon(vendureDaemon).stop();
    const logFile = place.logFile(vendureDaemon);
    const daemon = place.start({
      name: vendureDaemon,
      command: [process.execPath, program],
      logFile,
      pidFile: place.pidFile(vendureDaemon),
      env: {
        PATH: process.env['PATH'],
        NODE_PATH: packages,
        VENDURE_DISABLE_TELEMETRY: 'true',
        VENDURE_PORT: String(port),
        VENDURE_FIRST_ORDER: String(firstOrder()),
        VENDURE_ADMIN_PASSWORD: password,
      },
    });
    const shop = new VendureShop(daemon, `http://127.0.0.1:${String(port)}`, password, logFile);
    try {
      await eventually(() => shop.#isOpen(), { within: 90_000, every: 200, what: 'the shop' });
    } catch (error) {
      throw new LabError(step, lastWords(logFile, error), `See ${logFile}`, error);
    }
    await shop.#takeKey();
    return shop;
  }

  stop(): Promise<void> {
    return this.daemon.stop();
  }

  /** What it has written since its start. */
  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /**
   * Adds the shop to Star7, by the map of docs/connectors.md. All its orders are this manager's.
   * @param session of an administrator
   */
  async connect(
    session: ApiSession,
    settings: { managerExtension: string; pollSeconds: number; [name: string]: unknown },
  ): Promise<{ id: number; hook: { path: string; secret: string } }> {
    const { managerExtension, ...rest } = settings;
    const input = documentedConnector();
    input.map.fields['manager_extension'] = [`=${managerExtension}`];
    const added = await session.must<{ connector: { id: number }; hook: { path: string; secret: string } }>(
      'POST',
      '/api/connectors',
      { ...input, ...rest, address: this.url, keys: { token: this.#key } },
    );
    return { id: added.connector.id, hook: added.hook };
  }

  /** Enters where the shop's plugin sends its webhooks to, and what it signs them with; null for nowhere. */
  async sendHooks(to: { url: string; secret: string } | null): Promise<void> {
    await this.#asAdministrator(
      `mutation($input: UpdateGlobalSettingsInput!) { done: updateGlobalSettings(input: $input) {
        __typename ... on ErrorResult { message } } }`,
      { input: { customFields: { star7Url: to?.url ?? null, star7Secret: to?.secret ?? null } } },
    );
  }

  /** As a customer does: into the cart, address, delivery, payment. @returns once the shop has said that it is placed */
  async place({ firstName, lastName, phone, email, town }: Purchase): Promise<VendureOrder> {
    let token = '';
    const step = async <Data>(mutation: string, variables: object = {}): Promise<Data> => {
      const answer = await this.#ask('shop-api', mutation, variables, bearer(token));
      token = answer.token ?? token;
      return answer.data as Data;
    };
    const failed = '__typename ... on ErrorResult { message }';
    await step(`mutation { done: addItemToOrder(productVariantId: "1", quantity: 2) { ${failed} } }`);
    await step(
      `mutation($input: CreateCustomerInput!) { done: setCustomerForOrder(input: $input) { ${failed} } }`,
      { input: { firstName, lastName, emailAddress: email, phoneNumber: phone } },
    );
    await step(
      `mutation($input: CreateAddressInput!) { done: setOrderShippingAddress(input: $input) { ${failed} } }`,
      {
        input: {
          ...{ fullName: `${firstName} ${lastName}`, streetLine1: 'Lenina 5', city: town, countryCode: 'RU' },
          phoneNumber: phone,
        },
      },
    );
    const { ways } = await step<{ ways: Array<{ id: string }> }>('{ ways: eligibleShippingMethods { id } }');
    await step(
      `mutation($ids: [ID!]!) { done: setOrderShippingMethod(shippingMethodId: $ids) { ${failed} } }`,
      {
        ids: ways.slice(0, 1).map(({ id }) => id),
      },
    );
    await step(`mutation { done: transitionOrderToState(state: "ArrangingPayment") { ${failed} } }`);
    const { done } = await step<{ done: { id: string; code: string } }>(
      `mutation { done: addPaymentToOrder(input: { method: "cash", metadata: {} }) {
        ${failed} ... on Order { id code } } }`,
    );
    return { id: done.id, number: done.code };
  }

  /** As the shop's staff do: the order is modified, and goes on. */
  async changePhone({ id }: VendureOrder, phone: string): Promise<void> {
    await this.#transition(id, 'Modifying');
    await this.#asAdministrator(
      `mutation($input: ModifyOrderInput!) { done: modifyOrder(input: $input) {
        __typename ... on ErrorResult { message } } }`,
      { input: { orderId: id, dryRun: false, updateShippingAddress: { phoneNumber: phone } } },
    );
    await this.#transition(id, 'PaymentAuthorized');
  }

  async cancel({ id }: VendureOrder): Promise<void> {
    await this.#asAdministrator(
      `mutation($input: CancelOrderInput!) { done: cancelOrder(input: $input) {
        __typename ... on ErrorResult { message } } }`,
      { input: { orderId: id, reason: 'asked for by the customer' } },
    );
  }

  /** What is written in the order's history, which the shop's staff read. */
  async notes({ id }: VendureOrder): Promise<string[]> {
    const { order } = await this.#asAdministrator<{
      order: { history: { items: Array<{ type: string; data: { note?: string } }> } };
    }>('query($id: ID!) { order(id: $id) { history { items { type data } } } }', { id });
    return order.history.items.flatMap(({ type, data }) =>
      type === 'ORDER_NOTE' && data.note !== undefined ? [data.note] : [],
    );
  }

  async #transition(id: string, state: string): Promise<void> {
    await this.#asAdministrator(
      `mutation($id: ID!, $state: String!) { done: transitionOrderToState(id: $id, state: $state) {
        __typename ... on ErrorResult { message } } }`,
      { id, state },
    );
  }

  /** Whether it is seeded, which the program does last, and lets its administrator in. */
  async #isOpen(): Promise<boolean> {
    if (!this.daemon.running()) throw new Error('it has ended');
    const { token } = await this.#ask(
      'admin-api',
      `mutation($username: String!, $password: String!) {
        done: login(username: $username, password: $password) { __typename ... on ErrorResult { message } } }`,
      { username: administrator, password: this.password },
    );
    this.#adminToken = token ?? '';
    const { variants } = await this.#asAdministrator<{ variants: { totalItems: number } }>(
      '{ variants: productVariants { totalItems } }',
    );
    return variants.totalItems === productCount;
  }

  /** A key with the permissions that docs/connectors.md asks for, and no others. */
  async #takeKey(): Promise<void> {
    const { role } = await this.#asAdministrator<{ role: { id: string } }>(
      'mutation($input: CreateRoleInput!) { role: createRole(input: $input) { id } }',
      {
        input: {
          code: 'star7',
          description: 'Star7',
          permissions: ['ReadOrder', 'UpdateOrder', 'ReadCustomer'],
        },
      },
    );
    const { key } = await this.#asAdministrator<{ key: { apiKey: string } }>(
      'mutation($input: CreateApiKeyInput!) { key: createApiKey(input: $input) { apiKey } }',
      { input: { roleIds: [role.id], translations: [{ languageCode: 'en', name: 'Star7' }] } },
    );
    this.#key = key.apiKey;
  }

  async #asAdministrator<Data>(query: string, variables: object = {}): Promise<Data> {
    return (await this.#ask('admin-api', query, variables, bearer(this.#adminToken))).data as Data;
  }

  /** @throws Error for errors of GraphQL, and for a `done` that is none */
  async #ask(
    api: 'admin-api' | 'shop-api',
    query: string,
    variables: object,
    headers: Record<string, string> = {},
  ): Promise<{ data: object; token: string | null }> {
    const answer = await fetch(`${this.url}/${api}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as GraphAnswer;
    const fault = errors?.[0]?.message ?? data?.done?.message;
    if (fault !== undefined || data === undefined || data === null)
      throw new Error(`The shop refuses: ${fault ?? 'no answer'}`);
    return { data, token: answer.headers.get('vendure-auth-token') };
  }
}

/** That test/vendure/shop.js sells. */
const productCount = 3;

/** Of no other run: a run places fewer orders than it takes seconds. */
function firstOrder(): number {
  return 40_000_000 + (Math.floor(Date.now() / 1000) % 10_000_000);
}

function bearer(token: string): Record<string, string> {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

/** What docs/connectors.md has administrators write for Vendure. */
export function documentedConnector(): ConnectorInput {
  const page = readFileSync(path.join(projectFolder, 'docs/connectors.md'), 'utf8');
  const [, text = '{}'] = /<!-- example: vendure\.json -->\s+```json\n([^]*?)```/.exec(page) ?? [];
  return JSON.parse(text) as ConnectorInput;
}
