import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AriPhones, protections } from '#pbx/asterisk/ari-phones';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import type { AriRequests } from '#pbx/asterisk/ari/ari-connection';
import { projectFolder } from '../../lab/project-folder';

test('phones in pages have the protections of managers’ phones, all of them', () => {
  const text = readFileSync(path.join(projectFolder, 'dialplan/star7-manager-protections.conf'), 'utf8');
  const listed = [...text.matchAll(/^([a-z_]+)=(.*)$/gm)]
    .map(([, name = '', value = '']) => [name, value])
    // A page that crashed sends no BYE: shorter times.
    .filter(([name]) => name !== 'rtp_timeout' && name !== 'rtp_timeout_hold');
  expect(listed.length).toBeGreaterThan(15);
  expect(protections).toEqual(listed);
});

test.each([
  ['opus,alaw,ulaw', 'Debian’s', { 'codec_opus_open_source.so': 'Running' }],
  ['opus,alaw,ulaw', 'Sangoma’s', { 'codec_opus.so': 'Running' }],
  ['alaw,ulaw', 'one that does not run', { 'codec_opus.so': 'Not Running' }],
  ['alaw,ulaw', 'none', {}],
] as const)('a page speaks %s where Asterisk’s module for Opus is %s', async (allow, _which, modules) => {
  const put: { objectType: string; fields: { fields: { attribute: string; value: string }[] } }[] = [];
  const client = {
    asterisk: {
      updateObject: (request: (typeof put)[number]) => Promise.resolve(void put.push(request)),
      getModule: ({ moduleName }: { moduleName: string }) =>
        moduleName in modules
          ? Promise.resolve({ status: (modules as Record<string, string>)[moduleName] })
          : Promise.reject(new AriError('refused', 'asterisk.getModule')),
    },
  };
  const ari = { up: true, call: (_name: string, work: (of: typeof client) => unknown) => work(client) };
  const phones = new AriPhones(ari as unknown as AriRequests, {
    node: 'main',
    ariUrl: 'http://127.0.0.1:8088',
  });
  await phones.put({ endpoint: 'page-1', password: 'x', name: 'Anna', extension: '101', language: 'ru' });
  const endpoint = put.find(({ objectType }) => objectType === 'endpoint')?.fields.fields ?? [];
  expect(endpoint.filter(({ attribute }) => attribute === 'allow')).toEqual([
    { attribute: 'allow', value: allow },
  ]);
  // What is forbidden comes first: it would take away what is allowed.
  expect(endpoint.findIndex(({ attribute }) => attribute === 'disallow')).toBeLessThan(
    endpoint.findIndex(({ attribute }) => attribute === 'allow'),
  );
});

test.each([
  ['main', 'page-0a'],
  ['shop', 'page.shop-0b'],
  ['shop-2', 'page.shop-2-0c'],
])('the phones of node %s are its own, beside those of nodes with a like name', async (node, own) => {
  const names = ['page-0a', 'page.shop-0b', 'page.shop-2-0c', '101'];
  const client = {
    endpoints: { listByTech: () => Promise.resolve(names.map((resource) => ({ resource }))) },
  };
  const ari = { up: true, call: (_name: string, work: (of: typeof client) => unknown) => work(client) };
  const phones = new AriPhones(ari as unknown as AriRequests, { node, ariUrl: 'http://127.0.0.1:8088' });
  expect(own.startsWith(phones.prefix)).toBe(true);
  expect([...(await phones.list())]).toEqual([own]);
});
