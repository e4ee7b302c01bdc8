import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AriPhones, protections } from '#pbx/asterisk/ari-phones';
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
