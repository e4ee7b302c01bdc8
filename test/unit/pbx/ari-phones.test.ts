import { readFileSync } from 'node:fs';
import path from 'node:path';
import { protections } from '#pbx/asterisk/ari-phones';
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
