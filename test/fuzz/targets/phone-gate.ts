import { frameOfPage, frameToPage } from '#phone/model/gate-rules';
import type { Random } from '#kernel/random';
import { invite, inviteOfPbx, own, register, response, sdp, within } from '../../unit/phone/sip-samples';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedText, nastyWords } from '../mutation';

/** A frame of a page, or of the PBX. */
interface Frame {
  from: 'page' | 'pbx';
  text: string;
}

const [number] = canaryNumbers;
const fromPage = [
  register(),
  invite(),
  within('ACK'),
  within('BYE'),
  within('INVITE', ['Content-Type: application/sdp'], sdp),
  within('INFO', ['Content-Type: application/dtmf-relay'], 'Signal=5\r\n'),
  response('200 OK', ['Content-Type: application/sdp'], sdp),
];
const hidden = [
  `P-Asserted-Identity: <sip:${number}@x>`,
  `Diversion: <sip:${number}@x>`,
  `X-Number: ${number}`,
];
const words = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n ',
    '\r\n\t',
    ':',
    ' :',
    '<',
    '>',
    '"',
    ';tag=1',
    '?Replaces=a',
    '%2A',
    '@',
    ',',
  ],
  ...[
    'REFER',
    'MESSAGE',
    'SUBSCRIBE',
    'PUBLISH',
    'INVITE',
    'SIP/2.0',
    'sip:101@x',
    `sip:${own}@x`,
    '302',
    '*7',
  ],
  ...[
    '\r\nReplaces: a',
    '\r\nRefer-To: <sip:101@x>',
    '\r\nr: <sip:101@x>',
    '\r\nRoute: <sip:x;lr>',
    '\r\nm: <sip:101@x>',
  ],
  ...[
    '\r\nFrom: <sip:101@x>',
    '\r\nf: <sip:101@x>',
    '\r\nTo: <sip:101@x>',
    '\r\nContent-Length: 0',
    '\r\nl: 0',
  ],
  ...canaryWords,
  ...nastyWords,
];

function generate(random: Random): Frame {
  const from = random.chance(0.8) ? 'page' : 'pbx';
  let text = from === 'page' ? random.pick(fromPage) : inviteOfPbx(hidden);
  for (let times = random.int(3); times > 0; times -= 1) text = mutatedText(random, text, words);
  return { from, text };
}

/** Short forms of names (RFC 3261, 7.3.3; IANA). */
const longNames: Readonly<Record<string, string>> = {
  ...{ f: 'from', t: 'to', m: 'contact', v: 'via', i: 'call-id', l: 'content-length', c: 'content-type' },
  ...{ r: 'refer-to', b: 'referred-by', k: 'supported', s: 'subject', o: 'event', u: 'allow-events' },
};

interface Lenient {
  method: string | null;
  target: string;
  headers: { name: string; value: string }[];
}

/**
 * A message as the most generous reader might take it: any line ends, folded lines, short names, blanks anywhere. What the gate
 * has let pass must be harmless to that one too.
 */
function lenient(text: string): Lenient {
  const [first = '', ...lines] = (text.split(/\r\n\r\n|\n\n|\r\r/)[0] ?? '')
    .replace(/(?:\r\n|\n|\r)[ \t]+/g, ' ')
    .split(/\r\n|\n|\r/);
  const [, method, target] = /^\s*([A-Za-z]+)\s+(\S+)\s+SIP\/2/.exec(first) ?? [];
  const headers = lines.map((line) => {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    return { name: longNames[name] ?? name, value: line.slice(at + 1).trim() };
  });
  return { method: method?.toUpperCase() ?? null, target: target ?? '', headers };
}

const forbidden =
  /^(?:replaces|refer-to|referred-by|join|route|event|p-.*|remote-party-id|diversion|history-info|x-.*|identity)$/;
const allowed = /^(?:REGISTER|INVITE|ACK|BYE|CANCEL|PRACK|OPTIONS|UPDATE|INFO)$/;

function judgePassed(text: string): string[] {
  const { method, target, headers } = lenient(text);
  must(!headers.some(({ name }) => forbidden.test(name)), 'a header that is forbidden passed');
  const of = (name: string): string[] =>
    headers.filter((header) => header.name === name).map(({ value }) => value);
  must(of('from').length === 1 && of('to').length === 1, 'From or To twice');
  if (method === null) {
    must(!/^\s*SIP\/2\.0\s+3/.test(text), 'a redirection passed');
    return ['response'];
  }
  must(allowed.test(method), 'a method that is forbidden passed');
  must(
    of('from').every((value) => value.includes(`sip:${own}@`) || value.includes(`sips:${own}@`)),
    'a foreign From',
  );
  must(
    of('contact').every((value) => new RegExp(`sips?:${own}@`).test(value)),
    'a foreign Contact',
  );
  must(!target.includes('?'), 'a target with headers');
  const begins = method === 'INVITE' && !/;tag=/i.test(of('to').join());
  if (begins) must(/^sips?:\*7[^@]*@/.test(target), 'a call to something else than a short code');
  if (method === 'REGISTER') must(of('to').join().includes(own), 'a foreign registration');
  return [begins ? 'call' : method === 'REGISTER' ? 'registration' : 'within'];
}

export const phoneGate: FuzzTarget<Frame> = {
  name: 'phoneGate',
  generate,
  growing: {
    'many headers': (size) => ({ from: 'page', text: invite('*71001', Array(size).fill('Allow: INVITE')) }),
    'a long name': (size) => ({
      from: 'page',
      text: register().replace('From: <', `From: ${'a '.repeat(size * 10)}<`),
    }),
    'many parameters': (size) => ({
      from: 'page',
      text: register().replace(';tag=abc', ';a="b"'.repeat(size * 5)),
    }),
    'many quotes': (size) => ({
      from: 'page',
      text: register().replace('From: <', `From: "${'\\"'.repeat(size * 5)}" <`),
    }),
    'many user names': (size) => ({
      from: 'page',
      text: register().replace('realm=', 'username='.repeat(size * 5)),
    }),
    'many blanks': (size) => ({
      from: 'page',
      text: register().replace('Expires: 120', `Expires: ${' '.repeat(size * 20)}1`),
    }),
  },
  open: () => {
    let said = '';
    return Promise.resolve({
      run: ({ from, text }: Frame) => {
        if (from === 'pbx') {
          const frame = frameToPage(text);
          // From may say anything, as the order and the customer's name are in it; the other canaries are in headers left out.
          if (frame === null) return Promise.resolve(['kept-back']);
          must(
            !lenient(frame).headers.some(({ name }) => /^(?:p-|diversion$|x-number$)/.test(name)),
            'an identity reached the page',
          );
          return Promise.resolve(['to-page']);
        }
        const judged = frameOfPage(text, own);
        if ('fault' in judged) {
          said += `${judged.fault}\n`;
          return Promise.resolve([judged.fault]);
        }
        return Promise.resolve(judgePassed(judged.forward));
      },
      said: () => {
        const all = said;
        said = '';
        return all;
      },
      close: () => Promise.resolve(),
    });
  },
};
