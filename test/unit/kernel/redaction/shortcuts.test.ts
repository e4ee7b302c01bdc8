import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Random } from '#kernel/random';
import { OwnContacts, ownFinder } from '#kernel/redaction/own-contacts';
import {
  findContacts,
  redact,
  redactCatalogue,
  redactPlace,
  rememberingLook,
  withoutContacts,
} from '#kernel/redaction/redaction';
import { generatedSentences } from './generated-sentences';
import { readSentences } from './marked-sentence';

/*
 * What saves work must change no result. Sentences are those of all lists and generated ones, and each of them with characters
 * exchanged, left out and moved.
 */

const seed = Number(process.env.STAR7_REDACTION_SEED ?? 20261130);
const folder = path.join(__dirname, '../../../fixtures/redaction');
const sentences = [
  ...readdirSync(folder).flatMap((name) => readSentences(readFileSync(path.join(folder, name), 'utf8'))),
  ...generatedSentences(seed, 1500),
].map(({ text }) => text);
const texts = [...sentences, ...sentences.map((text, index) => altered(text, new Random(seed, index)))];

function altered(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const other = random.pick(sentences).slice(0, random.int(30));
  switch (random.int(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random.int(3));
    case 1:
      return text.slice(0, at) + other + text.slice(at);
    case 2:
      return text.slice(at) + text.slice(0, at);
    default:
      return text.slice(0, at) + random.pick(['7', 'о', ' ', '@', '…', '%37', 'семь', '\n']) + text.slice(at);
  }
}

/** Letters one by one are no number, but have every word of a text searched for one. */
const bait = '\n\nж ш щ';

it('a text of which a glance tells that it has no number is searched with the same result', () => {
  let found = 0;
  for (const text of sentences) {
    const spans = findContacts(text);
    if (spans.length > 0) found += 1;
    expect([text, findContacts(text + bait)]).toEqual([text, spans]);
  }
  // The control: there is something to be missed, and to be found without need.
  expect(found).toBeGreaterThan(sentences.length / 5);
  expect(found).toBeLessThan((sentences.length * 4) / 5);
});

it('what was looked at before is read as the first time, whoever’s text it is', () => {
  const owners = [
    new OwnContacts(['79161230042', '447700900142'], ['ivanov77@mail.example']),
    new OwnContacts(['79020000123'], []),
  ];
  const look = rememberingLook();
  for (const owner of [...owners, ...owners]) {
    const own = ownFinder(owner);
    for (const each of texts.filter((_text, index) => index % 12 === 0)) {
      // Some have the last digits or the address of the owner besides.
      const text = each.length % 5 === 0 ? `${each} 30042 ivanov 77` : each;
      const remembered = [
        redact(text, '?', own, look).text,
        redactCatalogue(text, '?', own, look).text,
        redactPlace(text, '?', own, look).text,
        withoutContacts(text, own, look),
      ];
      const anew = [
        redact(text, '?', own).text,
        redactCatalogue(text, '?', own).text,
        redactPlace(text, '?', own).text,
        withoutContacts(text, own),
      ];
      expect(remembered).toEqual(anew);
    }
  }
});

it('nothing in which a contact was found is remembered', () => {
  const look = rememberingLook();
  const text = 'звоните 8 907 123-45-67';
  expect(look(text).contacts.length).toBeGreaterThan(0);
  expect(look(text)).not.toBe(look(text));
  // The control.
  expect(look('подъезд 3, этаж 5')).toBe(look('подъезд 3, этаж 5'));
});
