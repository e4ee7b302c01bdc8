import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { processEnded, uploadFaultSlugs } from '#orders/model/import-rules';
import { orderFaultCodes } from '#orders/fault-codes';
import { connectorFaultCodes } from '#connectors/model/connector-rules';
import { courierFaultCodes } from '#couriers/model/courier-rules';
import { didFaultCodes } from '#dids/model/did-rules';
import { leakFaultCodes } from '#leaks/fault-codes';
import { peopleFaultCodes } from '#people/fault-codes';
import { phoneFaultCodes } from '#phone/fault-codes';
import { webhookFaultCodes } from '#webhooks/model/webhook-rules';
import { settingFaultCodes } from '#settings/model/setting-rules';
import { dispositions } from '#calls/model/disposition';
import { refusals } from '#calls/model/refusal';
import type { FaultCodes } from '#kernel/fault-code';
import { problemKinds } from '#http/problem';
import { faultWord, importFaults } from '../../../../src/web/pages/admin/imports-data';

const folder = join(__dirname, '../../../../src/web/i18n');
const files = readdirSync(join(folder, 'en'));

function words(language: Language, file: string): Record<string, string> {
  const flat: Record<string, string> = {};
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') flat[key] = value;
    else
      for (const [name, inner] of Object.entries(value as object)) walk(inner, `${key}${key && '.'}${name}`);
  };
  walk(JSON.parse(readFileSync(join(folder, language, file), 'utf8')), '');
  return flat;
}

const plural = /_(zero|one|two|few|many|other)$/;

function base(key: string): string {
  return key.replace(plural, '');
}

describe.each(files)('words of %s', (file) => {
  const [ru, en] = [words('ru', file), words('en', file)];

  it('are the same in both languages', () => {
    const keys = (of: Record<string, string>): string[] => [...new Set(Object.keys(of).map(base))].sort();
    expect(keys(ru)).toEqual(keys(en));
  });

  it.each(languages)('have every plural form in %s', (language) => {
    const all = language === 'ru' ? ru : en;
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = new Set(
      Object.keys(all)
        .filter((key) => plural.test(key))
        .map(base),
    );
    for (const key of counted) for (const form of forms) expect(all).toHaveProperty([`${key}_${form}`]);
  });

  it('name in Russian no values but those of English', () => {
    const values = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    for (const [key, text] of Object.entries(en)) {
      const other = ru[key];
      const unknown = values(other ?? '').filter((value) => !values(text).includes(value));
      expect({ key, unknown }).toEqual({ key, unknown: [] });
    }
  });

  it('are never empty', () => {
    expect(Object.entries({ ...ru, ...en }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('words for what the server says', () => {
  it.each(languages)('there are some for every problem in %s', (language) => {
    const said = words(language, 'problems.json');
    const early = words(language, 'common.json');
    const isSaid = (slug: string): boolean =>
      said[`slugs.${slug}`] !== undefined || early[`problems.${slug}`] !== undefined;
    expect(Object.keys(problemKinds).filter((slug) => !isSaid(slug))).toEqual([]);
  });

  it.each(languages)('there are some for every disposition and refusal in %s', (language) => {
    const said = words(language, 'common.json');
    const keys = [...dispositions.map((d) => `dispositions.${d}`), ...refusals.map((r) => `refusals.${r}`)];
    expect(keys.filter((key) => said[key] === undefined)).toEqual([]);
  });

  it.each(languages)('there are some for every fault of an import in %s', (language) => {
    const said = words(language, 'admin.json');
    expect(importFaults.filter((fault) => said[`import.fault.${fault}`] === undefined)).toEqual([]);
  });

  it('a fault of an upload goes by words of its own', () => {
    for (const fault of [...uploadFaultSlugs, processEnded, 'encoding-unknown'])
      expect(faultWord(fault)).toBe(fault);
    expect(faultWord('never-heard-of')).toBe('other');
  });
});

describe('words for faults of fields', () => {
  const codes = {
    people: peopleFaultCodes,
    phone: phoneFaultCodes,
    orders: orderFaultCodes,
    settings: settingFaultCodes,
    dids: didFaultCodes,
    couriers: courierFaultCodes,
    webhooks: webhookFaultCodes,
    leaks: leakFaultCodes,
    // The pages send no range of statistics that could have another fault.
    supervision: ['time-zone-unknown'],
  } as const satisfies {
    [Capability in Exclude<keyof FaultCodes, 'connectors'>]: readonly FaultCodes[Capability][];
  };

  it.each(languages)('there are some for every code in %s', (language) => {
    const said = words(language, 'problems.json');
    const all = Object.values(codes).flat();
    // The page says it by itself as well, before anything was asked.
    const isSaid = (code: string): boolean => code === 'empty' || said[`codes.${code}`] !== undefined;
    expect(all.filter((code) => !isSaid(code))).toEqual([]);
  });

  it.each(languages)('those of the form of a shop lie with it in %s', (language) => {
    const said = words(language, 'admin.json');
    expect(connectorFaultCodes.filter((code) => said[`shops.codes.${code}`] === undefined)).toEqual([]);
  });
});
