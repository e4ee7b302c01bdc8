import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { appSections } from '../../../src/app-config';
import { sections } from '#config/config';
import type { SectionName } from '#config/config';
import { ConfigError, loadConfig } from '#config/load-config';
import { projectFile } from './docker-folder';

interface Service {
  image: string;
  user?: string;
  command?: string[];
  restart: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  environment?: Record<string, string>;
  env_file?: string[];
  secrets?: { source: string; target: string }[];
  ports?: string[];
  networks: string[] | Record<string, { ipv4_address?: string }>;
  healthcheck: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(projectFile('docker/compose.yaml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name]!;
const networksOf = ({ networks }: Service): string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks);
const oneShot = ({ restart }: Service): boolean => restart === 'no';

/** `${NAME:-value}` as compose expands it where nothing is set. */
const usual = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

test('the services are those that the README names', () => {
  expect(services.map(([name]) => name).sort()).toEqual(['asterisk', 'cli', 'mariadb', 'migrate', 'star7']);
});

describe.each(services)('%s', (_name, settings) => {
  test('is not root, has no capabilities and cannot gain any, and writes only to listed places', () => {
    expect(settings.user).toMatch(/^(mysql|1070[12]:1070[12])$/);
    expect(settings).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      read_only: true,
    });
    expect(settings).not.toHaveProperty('cap_add');
    expect(settings).not.toHaveProperty('privileged');
    expect(settings).not.toHaveProperty('network_mode');
  });

  test('has a healthcheck, or ends by itself', () => {
    if (oneShot(settings)) expect(settings.healthcheck).toEqual({ disable: true });
    else expect(settings.healthcheck.test).toBeDefined();
  });

  test('gets its passwords as files from declared secrets', () => {
    for (const { source } of settings.secrets ?? []) expect(compose.secrets).toHaveProperty(source);
    const environment = settings.environment ?? {};
    const secretNames = Object.keys(environment).filter((name) => /PASSWORD|TOKEN|DATABASE_URL/.test(name));
    expect(secretNames.filter((name) => !name.endsWith('_FILE'))).toEqual([]);
    const targets = (settings.secrets ?? []).map(({ target }) => `/run/secrets/${target}`);
    expect(secretNames.map((name) => environment[name]).sort()).toEqual(targets.sort());
  });
});

test('prepare creates every declared secret', () => {
  const prepare = projectFile('docker/prepare');
  for (const [name, { file }] of Object.entries(compose.secrets)) {
    expect(file).toBe(`./secrets/${name}`);
    const part = name.replace(/-(ari|ami)-/, '-$interface-');
    expect(prepare).toMatch(new RegExp(`secret "?${part.replace('$', '\\$')}"? `));
  }
});

test('a secret has one reader: its file has one owner', () => {
  const owners = new Map<string, Set<string>>();
  for (const [, { secrets = [], user = '' }] of services) {
    for (const { source } of secrets) owners.set(source, (owners.get(source) ?? new Set()).add(user));
  }
  expect([...owners.keys()].sort()).toEqual(Object.keys(compose.secrets).sort());
  for (const readers of owners.values()) expect(readers.size).toBe(1);
});

test('SIP, media and REST are published, REST on loopback; nothing else is', () => {
  const published = services.flatMap(([name, { ports = [] }]) =>
    ports.map((port) => `${name} ${usual(port)}`),
  );
  expect(published.sort()).toEqual([
    'asterisk 10000-10199:10000-10199/udp',
    'asterisk 5060:5060/udp',
    'star7 127.0.0.1:7080:7080',
  ]);
});

test('database, ARI and AMI are on internal networks', () => {
  expect(networksOf(service('mariadb'))).toEqual(['database']);
  expect(compose.networks['database']).toMatchObject({ internal: true });
  expect(compose.networks['control']).toMatchObject({ internal: true });

  const members = (network: string): string[] =>
    services.filter(([, settings]) => networksOf(settings).includes(network)).map(([name]) => name);
  expect(members('control').sort()).toEqual(['asterisk', 'star7']);
  expect(members('sip')).toEqual(['asterisk']);
});

test('ARI and AMI listen on Asterisk’s address in the control network, and accept Star7’s', () => {
  const address = (name: string): string | undefined => {
    const { networks } = service(name);
    return Array.isArray(networks) ? undefined : networks['control']?.ipv4_address;
  };
  expect(service('asterisk').environment).toMatchObject({
    ARI_BIND: address('asterisk'),
    CONTROL_PEER: address('star7'),
  });
  // Likewise FastAGI, which has no authentication.
  expect(service('star7').environment).toMatchObject({
    STAR7_AGI_HOST: address('star7'),
    STAR7_AGI_PEERS: address('asterisk'),
  });
  expect(address('star7')).not.toBe(address('asterisk'));
});

test('Star7 starts after the migrations', () => {
  expect(service('star7').depends_on).toMatchObject({
    migrate: { condition: 'service_completed_successfully' },
    asterisk: { condition: 'service_healthy' },
    mariadb: { condition: 'service_healthy' },
  });
  expect(service('migrate').depends_on).toMatchObject({ mariadb: { condition: 'service_healthy' } });
});

test('every variable of compose.yaml is in the example, with the same default', () => {
  const example = new Map(
    [...projectFile('docker/compose.env.example').matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const used = new Map(
    [...projectFile('docker/compose.yaml').matchAll(/\$\{(\w+):(?:-([^}]*)|\?[^}]*)\}/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  expect(used).toEqual(example);
});

describe('the settings of Star7', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'star7-compose-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The environment of a service: the example of star7.env, and compose.yaml over it. */
  function environmentOf(name: string, site: Record<string, string>): Record<string, string> {
    const example = [...projectFile('docker/star7.env.example').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)];
    const environment: Record<string, string> = {
      ...Object.fromEntries(example.map(([, variable = '', value = '']) => [variable, value])),
      ...site,
    };
    for (const [variable, value] of Object.entries(service(name).environment ?? {})) {
      environment[variable] = usual(value);
      if (value.startsWith('/run/secrets/')) {
        const file = path.join(folder, path.basename(value));
        writeFileSync(file, variable.includes('URL') ? 'mysql://star7:x@mariadb:3306/star7\n' : 'secret\n');
        environment[variable] = file;
      }
    }
    return environment;
  }

  const faults = (environment: Record<string, string>, names: readonly SectionName[]): readonly string[] => {
    try {
      loadConfig(environment, names);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
  };
  const site = { STAR7_TRUNKS: 'carrier:e164', STAR7_DEFAULT_DID: '74950000000' };

  test('are complete once trunks and DID are filled in; until then exactly these are missing', () => {
    expect(faults(environmentOf('star7', site), appSections)).toEqual([]);
    const missing = faults(environmentOf('star7', {}), appSections).map((fault) => fault.split(' ')[0]);
    expect(missing).toEqual(['STAR7_TRUNKS', 'STAR7_DEFAULT_DID']);
  });

  test('are complete for the commands', () => {
    expect(faults(environmentOf('migrate', {}), ['database'])).toEqual([]);
    expect(faults(environmentOf('cli', {}), ['database', 'keys', 'numbers'])).toEqual([]);
    expect(faults(environmentOf('cli', { STAR7_API_TOKEN: 'token' }), ['api', 'database', 'keys'])).toEqual(
      [],
    );
  });

  test('include no unknown setting', () => {
    const known = Object.values(sections).flatMap(({ properties }) => Object.keys(properties));
    const given = services
      .flatMap(([, { environment = {} }]) => Object.keys(environment))
      .filter((name) => name.startsWith('STAR7_'));
    expect(
      given.filter((name) => !known.includes(name.replace(/_FILE$/, '')) && !known.includes(name)),
    ).toEqual([]);
    expect(given).toContain('STAR7_ARI_PASSWORD_FILE');
  });
});

describe('the overlay with coturn', () => {
  interface Overlay {
    services: {
      coturn: Omit<Service, 'networks' | 'healthcheck'> & {
        cap_add: string[];
        network_mode: string;
        tmpfs: string[];
        volumes: { source: string; target: string; read_only: boolean }[];
      };
    };
  }
  const { services: all } = parse(projectFile('docker/coturn/compose.yaml')) as Overlay;
  const { coturn } = all;

  test('adds one service, which is not root and writes to memory alone', () => {
    expect(Object.keys(all)).toEqual(['coturn']);
    expect(compose.services).not.toHaveProperty('coturn');
    expect(coturn).toMatchObject({
      ...{ user: '65534:65534', read_only: true, network_mode: 'host' },
      ...{ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
    });
    // The image's binary is not executed without it.
    expect(coturn.cap_add).toEqual(['NET_BIND_SERVICE']);
    expect(coturn).not.toHaveProperty('privileged');
    expect(coturn.tmpfs.map((each) => each.split(':')[0])).toEqual(['/tmp']);
  });

  test('reads the file that is made from the sample, and its command line has paths of the container alone', () => {
    const [file, ...others] = coturn.volumes;
    expect(others).toEqual([]);
    expect(file).toMatchObject({ source: './coturn/turnserver.conf', read_only: true });
    const [option, name, ...rest] = coturn.command ?? [];
    expect([option, name]).toEqual(['-c', file!.target]);
    // What coturn 4.18 refuses to start with, or reads silently in another way.
    expect(rest.filter((word) => /^(?:-n|--no-cli|--no-dtls)/.test(word))).toEqual([]);
    const written = rest.flatMap((word) => /=(\/.*)$/.exec(word)?.[1] ?? []);
    expect(written.filter((each) => !each.startsWith('/tmp/'))).toEqual([]);
    expect(written).toHaveLength(2);
  });

  test('the sample has one mark for each value that a site writes', () => {
    const sample = projectFile('docker/coturn/turnserver.sample.conf').replaceAll(/^#.*$/gm, '');
    expect([...sample.matchAll(/<([A-Z-]+)>/g)].map(([, mark]) => mark).sort()).toEqual([
      'ASTERISK-ADDRESS',
      'LISTENING-ADDRESS',
      'RELAY-ADDRESS',
      'SECRET',
    ]);
    expect(sample).toMatch(/^denied-peer-ip=0\.0\.0\.0-255\.255\.255\.255$/m);
    expect(sample).toMatch(/^denied-peer-ip=::-ffff(?::ffff){7}$/m);
  });
});
