import { existsSync } from 'node:fs';
import path from 'node:path';
import { dockerfileLines, projectFile, projectFolder } from './docker-folder';

const images = ['asterisk', 'star7'];

/** The files that COPY takes from the build context. */
function copied(image: string): string[] {
  return dockerfileLines(image)
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));
}

describe.each(images)('the image of %s', (image) => {
  const lines = dockerfileLines(image);

  test('copies files that exist and that its .dockerignore allows', () => {
    const sources = copied(image);
    expect(sources.length).toBeGreaterThan(2);
    const rules = projectFile('docker', image, 'Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    const allowed = rules.slice(1).map((rule) => rule.replace(/^!/, ''));
    for (const name of allowed) expect(existsSync(path.join(projectFolder, name))).toBe(true);
    for (const source of sources) {
      expect(existsSync(path.join(projectFolder, source))).toBe(true);
      expect(
        allowed.some((name) => source === name || source.startsWith(`${name}/`) || source === `${name}/`),
      ).toBe(true);
    }
    // None of the site's files from docker/prepare.
    expect(allowed.filter((name) => /^docker\/?$|secrets|site|\.env/.test(name))).toEqual([]);
  });

  test('runs as the non-root user that it creates, by number', () => {
    const user = lines.filter((line) => line.startsWith('USER ')).at(-1);
    const made = /^ARG \w+_UID=(\d+)$/m.exec(lines.join('\n'))?.[1];
    expect(made).toMatch(/^[1-9]\d{4}$/);
    expect(user).toBe(`USER ${made ?? ''}:${made ?? ''}`);
    // docker/prepare gives the secrets to the same user id.
    expect(projectFile('docker/prepare')).toMatch(new RegExp(`^${image}=${made ?? ''}$`, 'm'));
  });

  test('has a healthcheck', () => {
    expect(lines.filter((line) => line.startsWith('HEALTHCHECK '))).toHaveLength(1);
  });
});

test('Asterisk comes from the lab’s package list and suite', () => {
  const text = dockerfileLines('asterisk').join('\n');
  const packages = projectFile('scripts/lib/packages.txt')
    .split('\n')
    .map((line) => line.split(/\s+/))
    .filter(([group]) => group === 'asterisk')
    .map(([, name]) => name);
  expect(packages).toContain('asterisk');
  expect(copied('asterisk')).toContain('scripts/lib/packages.txt');
  // The same selection as in scripts/lib/setup.sh, without extra names.
  expect(text).toContain(`awk '$1 == "asterisk" { print $2 }' /usr/share/star7/packages.txt |`);
  expect(text).toMatch(/xargs apt-get install -y --no-install-recommends;/);

  const suite = /root_suite=(\w+)/.exec(projectFile('scripts/lib/setup.sh'))?.[1];
  expect(text).toMatch(new RegExp(`^FROM debian:${suite ?? 'none'}-slim$`, 'm'));
});

test('the Russian prompts have the same path as in the lab', () => {
  const link = /ln -sfn (\S+) "\$root(\/\S+)"/.exec(projectFile('scripts/lib/customize-root.sh'));
  expect(link).not.toBeNull();
  expect(dockerfileLines('asterisk').join('\n')).toContain(`ln -sfn ${link?.[1] ?? ''} ${link?.[2] ?? ''};`);
});

test('the image has all built files that the server needs: code, migrations, pages', () => {
  const [, , final = ''] = dockerfileLines('star7')
    .join('\n')
    .split(/^FROM /m);
  const taken = [...final.matchAll(/^COPY --from=build \/app\/dist\/(\w+)\/ dist\/\1\/$/gm)].map(
    ([, name]) => name,
  );
  const { scripts } = JSON.parse(projectFile('package.json')) as { scripts: Record<string, string> };
  expect(scripts['build']).toMatch(/^tsc .* && vite build src\/web$/);
  expect(taken.sort()).toEqual(['migrations', 'src', 'web']);
});

test('Star7 is compiled in one stage and run in another, without development packages', () => {
  const text = dockerfileLines('star7').join('\n');
  const [, build = '', final = ''] = text.split(/^FROM /m);
  expect(build).toContain('npm run build');
  expect(final).toContain('npm ci --omit=dev');
  // As in the systemd unit.
  const unit = projectFile('scripts/systemd/star7.service');
  const flags = /^ExecStart=\/usr\/bin\/node (--\S+) \/opt\/star7\/dist\/src\/cli\/main.js serve$/m.exec(
    unit,
  )?.[1];
  expect(final).toContain(`ENTRYPOINT ["node", "${flags ?? 'no flag'}", "/app/dist/src/cli/main.js"]`);
  const arenas = /^Environment=(MALLOC_ARENA_MAX=\d+)$/m.exec(unit)?.[1];
  expect(final).toMatch(new RegExp(`^ENV .*${arenas ?? 'no setting'}$`, 'm'));
  const { engines } = JSON.parse(projectFile('package.json')) as { engines: { node: string } };
  const majors = [...engines.node.matchAll(/\^(\d+)\./g)].map(([, major]) => major);
  const versions = [build, final].map((stage) => /^node:(\d+)-/.exec(stage)?.[1]);
  expect(majors).toEqual(expect.arrayContaining(versions));
  expect(new Set(versions).size).toBe(1);
});

test('the production packages need no build step', () => {
  // `npm ci --ignore-scripts` would otherwise leave it unbuilt.
  const { packages } = JSON.parse(projectFile('package-lock.json')) as {
    packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
  };
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.filter(([, { dev }]) => !dev).map(([name]) => name)).toEqual([]);
  // The control: development packages have some.
  expect(scripted.length).toBeGreaterThan(0);
  // Native code hashes the passwords; it is prebuilt for both C libraries.
  for (const platform of ['x64-gnu', 'x64-musl', 'arm64-gnu', 'arm64-musl'])
    expect(packages).toHaveProperty([`node_modules/@node-rs/argon2-linux-${platform}`]);
});
