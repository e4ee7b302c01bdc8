import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { projectFolder } from '../../lab/project-folder';
import { fillTemplate } from '../../lab/template';

describe('template', () => {
  it('fills placeholders', () => {
    expect(fillTemplate('bind=@SIP_BIND@:@SIP_PORT@', { SIP_BIND: '127.0.0.1', SIP_PORT: 27_000 })).toBe(
      'bind=127.0.0.1:27000',
    );
  });

  it('does not change addresses and single at signs', () => {
    expect(fillTemplate('sip:101@host and a@b@c', {})).toBe('sip:101@host and a@b@c');
  });

  it('refuses a placeholder without a value', () => {
    expect(() => fillTemplate('password=@PASSWORD@', {})).toThrow(/@PASSWORD@/);
  });
});

describe('star7-extensions.conf', () => {
  it('is the same for every site', () => {
    const text = readFileSync(path.join(projectFolder, 'dialplan/star7-extensions.conf'), 'utf8');
    expect(fillTemplate(text, {})).toBe(text);
  });
});

describe('dialplan samples', () => {
  const folder = path.join(projectFolder, 'dialplan');

  it.each(readdirSync(folder).filter((name) => name.endsWith('.conf')))(
    '%s describes its purpose',
    (name) => {
      expect(readFileSync(path.join(folder, name), 'utf8')).toMatch(/^; \S/);
    },
  );
});
