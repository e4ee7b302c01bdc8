import { Random } from '../../../../src/kernel/random';
import { clients } from './clients';
import type { Client, Content } from './clients';
import { leaks } from './leaks';
import { pictureContent, pictureLeaks } from './picture-leaks';
import { personOf } from './person';
import type { Person } from './person';
import { writeMail } from './write-mail';

/** What of a person is planted and looked for. A name alone is no way to a person. */
export type Secret = Exclude<keyof Person, 'name'>;

export interface CorpusMail {
  /** Client, row of the list of leaks, direction. */
  name: string;
  from: 'customer' | 'manager';
  raw: Buffer;
  person: Person;
  planted: readonly Secret[];
}

const eachClientsLeaks = 4;

/** Mails of all clients with all leaks, of customers and of managers: the same in every run. */
export async function mailCorpus(): Promise<CorpusMail[]> {
  const random = new Random(20261012);
  const mails: CorpusMail[] = [];
  const all = [...leaks, ...pictureLeaks];
  for (const [nth, leak] of all.entries()) {
    for (let which = 0; which < eachClientsLeaks * 2; which += 1) {
      const client = clients[(nth + which * 3) % clients.length] as Client;
      const from = which % 2 === 0 ? 'customer' : 'manager';
      const noted = new Set<Secret>();
      const person = noting(personOf(random), noted);
      const content = 'format' in leak ? await pictureContent(leak, person) : leak.content(person, which);
      mails.push({
        name: `${client.name}: ${leak.name}, from the ${from}`,
        from,
        raw: writeMail(client, person, complete(content, client, person, which)),
        person,
        planted: [...noted],
      });
    }
  }
  return mails;
}

/** A reply quotes; half of them do. */
function complete(content: Partial<Content>, client: Client, person: Person, which: number): Content {
  const { text = '', subject = 'Re: заказ 1024', html = null, headers = [], parts = [] } = content;
  const earlier = 'Здравствуйте! Ваш заказ 1024 собран.';
  const quotes = html === null && which % 4 < 2;
  return {
    ...{ subject, html, headers, parts },
    text: quotes ? `${text}\n\n${client.quote(person, earlier)}` : text,
  };
}

/** Notes what is taken of a person: that is planted. */
function noting(person: Person, noted: Set<Secret>): Person {
  return new Proxy(person, {
    get: (target, key: keyof Person) => {
      if (key !== 'name') noted.add(key);
      return target[key];
    },
  });
}
