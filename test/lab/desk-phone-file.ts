import { SaxesParser } from 'saxes';

/** What a phone makes of its file: how it registers. */
export interface PhoneAccount {
  user: string;
  password: string;
  server: { host: string; port: number };
  /** TLS, and SRTP or no call. */
  secure: boolean;
}

/** Lines of `key = value`, below the line that every Yealink file begins with. A later value of a key counts. @throws Error for anything else */
export function readYealink(text: string): Map<string, string> {
  const [first, ...lines] = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
  if (first !== '#!version:1.0.0.1') throw new Error('no Yealink file');
  const values = new Map<string, string>();
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const [, key, value] = /^([A-Za-z0-9_.]+) ?= ?(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) throw new Error('a line is no value');
    values.set(key, value);
  }
  return values;
}

/** The elements of `config`, by an XML parser. @throws Error for what is no such document */
export function readGrandstream(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    if (path.length === 3) values.set(name, '');
    if (path.length > 3) throw new Error('an element in a value');
  });
  parser.on('text', (words) => {
    const name = path[2];
    if (name !== undefined) values.set(name, (values.get(name) ?? '') + words);
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return values;
}

export function yealinkAccount(text: string): PhoneAccount {
  const of = reader(readYealink(text));
  return {
    user: of('account.1.user_name'),
    password: of('account.1.password'),
    server: { host: of('account.1.sip_server.1.address'), port: Number(of('account.1.sip_server.1.port')) },
    secure: of('account.1.sip_server.1.transport_type') === '2' && of('account.1.srtp_encryption') === '2',
  };
}

export function grandstreamAccount(text: string): PhoneAccount {
  const of = reader(readGrandstream(text));
  const [host = '', port] = of('P47').split(':');
  return {
    user: of('P35'),
    password: of('P34'),
    server: { host, port: Number(port) },
    secure: of('P130') === '2' && of('P183') === '2',
  };
}

function reader(values: ReadonlyMap<string, string>): (key: string) => string {
  return (key) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`the file has no ${key}`);
    return value;
  };
}
