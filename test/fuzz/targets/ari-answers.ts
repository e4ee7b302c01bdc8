import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import { AriPbx, ariEventTypes } from '#pbx/asterisk/ari-pbx';
import { mask } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import { FakeAri } from '../../unit/pbx/fake-ari';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, mutatedJson, mutatedText, nastyValue } from '../mutation';
import type { Random } from '#kernel/random';
import { SaidLog, textOf } from '../said-log';

/** Asterisk's answer to an ARI request, and the request. */
interface Answer {
  asked: 'list' | 'originate';
  /** The complete answer, from the status line to the last byte. */
  bytes: string;
}

const customer = '01a20fe2-6242-7753-b7c8-1d754d1aa108-c0';
const channel = {
  id: customer,
  name: 'PJSIP/carrier-00000001',
  state: 'Up',
  caller: { name: '', number: canaryNumbers[0] },
  connected: { name: '', number: canaryNumbers[1] },
  dialplan: {
    context: 'star7',
    exten: canaryNumbers[0],
    priority: 1,
    app_name: 'Stasis',
    app_data: 'star7,leg',
  },
};
const bodies: readonly unknown[] = [
  [channel],
  [channel, { ...channel, id: '1795556276.4' }],
  [],
  channel,
  [{ id: '01a20fe2-6242-7753-b7c8-1d754d1aa108-b', channels: [customer] }],
  { message: `Allocation failed: PJSIP/${canaryNumbers[0]}@carrier` },
  null,
];
const statuses = [
  '200 OK',
  '200 OK',
  '204 No Content',
  '201 Created',
  '400 Bad Request',
  '404 Not Found',
  '409 Conflict',
  '500 Internal Server Error',
  '301 Moved',
  '100 Continue',
  '999 X',
];
const words = [
  'HTTP/1.1 200 OK\r\n',
  '\r\n',
  '\r\n\r\n',
  'Content-Length: 0\r\n',
  'Content-Length: 99999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  '0\r\n\r\n',
  ...canaryWords,
];

function generate(random: Random): Answer {
  const body = random.pick(bodies);
  let text = JSON.stringify(body);
  if (random.chance(0.5))
    text = JSON.stringify(random.chance(0.7) ? mutatedJson(random, body, ['id']) : nastyValue(random));
  if (random.chance(0.2)) text = mutatedText(random, text);
  const bytes = bytesOf(text);
  const status = random.pick(statuses);
  // Without this header, a socket that is just closing would be used for the next request, which would then
  // fail.
  const end = random.chance(0.95) ? 'Connection: close\r\n' : '';
  let answer = random.chance(0.8)
    ? `HTTP/1.1 ${status}\r\n${end}Content-Type: application/json\r\nContent-Length: ${String(bytes.length)}\r\n\r\n${bytes}`
    : `HTTP/1.1 ${status}\r\n${end}Transfer-Encoding: chunked\r\nReason: ${canaryNumbers[0]}\r\n\r\n${bytes.length.toString(16)}\r\n${bytes}\r\n0\r\n\r\n`;
  if (random.chance(0.3)) answer = mutatedBytes(random, answer, words);
  return { asked: random.chance(0.6) ? 'list' : 'originate', bytes: answer };
}

class AriRig {
  readonly said = new SaidLog();
  readonly #ari: FakeAri;
  readonly #connection: AriConnection;
  readonly #pbx: AriPbx;

  private constructor(ari: FakeAri) {
    this.#ari = ari;
    this.#connection = new AriConnection(
      { url: ari.url, username: 'star7', password: 'secret', application: 'star7' },
      ariEventTypes,
      (event) => this.#pbx.receive(event),
      () => undefined,
      systemClock,
      this.said,
    );
    this.#pbx = new AriPbx(
      this.#connection,
      {
        application: 'star7',
        trunks: [{ name: 'carrier', format: { kind: 'e164' } }],
        autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
        callerHeader: 'From',
        node: 'main',
        longestLegSeconds: 90,
        beepHertz: 1000,
        endpoints: new EndpointDirectory(),
      },
      null,
      new PbxTime(systemClock),
      this.said,
    );
  }

  static async connected(): Promise<AriRig> {
    const rig = new AriRig(await FakeAri.listen());
    await rig.#connection.start();
    must(rig.#connection.up, 'it does not connect');
    return rig;
  }

  async run({ asked, bytes }: Answer): Promise<string[]> {
    this.#ari.answer = bytes;
    try {
      if (asked === 'list') {
        const { channels, own } = await this.#pbx.survey();
        must(own.size <= channels.size, 'a survey counts what is not there');
        return [channels.size > 0 ? 'surveyed' : 'nothing-there'];
      }
      await this.#pbx.make(
        { channelId: customer, display: { name: '', number: '74950000000' }, ringSeconds: 40 },
        { number: mask(canaryNumbers[0]), trunk: 'carrier' },
      );
      return ['originated'];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // As Switchboard and Reconciler log it; and as it is.
      this.said.warn('the PBX did not carry out a request', { error });
      this.said.also(`${error.message} ${textOf(error)} ${error.cause === undefined ? '' : 'has a cause'}`);
      // An invalid list fails while it is read, and the caller retries.
      if (!(error instanceof AriError))
        must(asked === 'list' && error instanceof TypeError, `fails with ${error.name}`);
      return [error instanceof AriError ? error.slug : 'not-a-list'];
    } finally {
      must(this.#connection.up, 'an answer ends the connection');
    }
  }

  async close(): Promise<void> {
    this.#connection.stop();
    await this.#ari.close();
  }
}

export const ariAnswers: FuzzTarget<Answer> = {
  name: 'ariAnswers',
  generate,
  growing: {
    'a long list': (size) => answerOf(JSON.stringify(Array.from({ length: size / 4 }, () => channel))),
    'a long word': (size) => answerOf(JSON.stringify('x'.repeat(size * 100))),
    'deep nesting': (size) => answerOf('['.repeat(size) + ']'.repeat(size)),
  },
  open: async () => {
    const rig = await AriRig.connected();
    return { run: (input) => rig.run(input), said: () => rig.said.take(), close: () => rig.close() };
  },
};

function answerOf(body: string): Answer {
  return { asked: 'list', bytes: `HTTP/1.1 200 OK\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}` };
}
