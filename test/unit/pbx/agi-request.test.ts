import fc from 'fast-check';
import { AgiError } from '#pbx/asterisk/agi/agi-error';
import { parseAgiRequest, parseOrderQuestion } from '#pbx/asterisk/agi/agi-request';
import { recordedRequest } from './recorded-request';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

describe('an AGI request', () => {
  it('is read for its script and channel, and nothing else of it is kept', () => {
    expect(parseAgiRequest(lines(recordedRequest()))).toEqual({
      networkScript: 'order?number=1001',
      channel: 'PJSIP/101-0000002a',
    });
  });

  it.each([
    ['nothing', []],
    ['no channel', ['agi_network_script: order']],
    ['no script', ['agi_channel: PJSIP/101-0000002a']],
    ['HTTP', ['GET / HTTP/1.1']],
    ['a second channel', [...lines(recordedRequest()), 'agi_channel: PJSIP/102-0000002b']],
  ])('%s is none', (_what, some) => {
    expect(() => parseAgiRequest(some)).toThrow(AgiError);
  });

  it('is either read or refused, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...lines(recordedRequest())))),
        (some) => {
          try {
            const { networkScript, channel } = parseAgiRequest(some);
            expect(some.join('\n')).toContain(networkScript);
            expect(some.join('\n')).toContain(channel);
          } catch (error) {
            expect(error).toBeInstanceOf(AgiError);
          }
        },
      ),
    );
  });
});

describe('the question', () => {
  it.each([
    ['order?number=1001', '1001', null],
    ['order?number=1001&extension=101', '1001', '101'],
    ['order?extension=101&number=A-1', 'A-1', '101'],
    ['order?number=%D0%97-1', 'З-1', null],
    ['order?number=%zz', '%zz', null],
    ['order?number=1+1', '1+1', null],
    ['order?number=a?b=c', 'a?b=c', null],
    ['order', '', null],
    ['order?', '', null],
    ['order?number', '', null],
    // What was dialled brought an & with it: then neither value is believed.
    ['order?number=1001&number=1002', '', null],
    ['order?number=1001&extension=102&extension=101', '1001', ''],
  ])('%s asks for %j as %j', (script, orderNumber, extension) => {
    expect(parseOrderQuestion(script)).toEqual({ orderNumber, extension });
  });

  it.each(['', 'orders', 'order/1001', 'Order?number=1', '../order?number=1', '?number=1'])(
    '%j is no script of ours',
    (script) => {
      expect(() => parseOrderQuestion(script)).toThrow(new AgiError('agi-unknown-script'));
    },
  );

  it('is either read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof parseOrderQuestion(`order?${text}`).orderNumber).toBe('string');
      }),
    );
  });
});
