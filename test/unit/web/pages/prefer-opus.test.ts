import { preferOpus } from '../../../../src/web/phone/prefer-opus';

/* SDP as Asterisk 22.10.1 answers and offers it to a page, shortened. */

const lines = (...text: string[]): string => text.map((line) => `${line}\r\n`).join('');
const media = ['v=0', 'm=audio 10000 UDP/TLS/RTP/SAVPF 107 8 0 101', 'a=rtpmap:107 opus/48000/2'];

test('without parameters there are some', () => {
  expect(preferOpus(lines(...media, 'a=rtpmap:8 PCMA/8000'))).toBe(
    lines(...media, 'a=fmtp:107 useinbandfec=1', 'a=rtpmap:8 PCMA/8000'),
  );
});

test.each([
  ['maxplaybackrate=16000', 'maxplaybackrate=16000;useinbandfec=1'],
  ['minptime=10;useinbandfec=0', 'minptime=10;useinbandfec=1'],
  ['minptime=10;useinbandfec=1', 'minptime=10;useinbandfec=1'],
])('%s becomes %s', (parameters, expected) => {
  const sdp = (text: string): string => lines(...media, `a=fmtp:107 ${text}`, 'a=fmtp:101 0-16');
  expect(preferOpus(sdp(parameters))).toBe(sdp(expected));
});

test('it comes first, and the others keep their order', () => {
  const offer = (order: string): string =>
    lines(
      `m=audio 6048 UDP/TLS/RTP/SAVPF ${order}`,
      'a=rtpmap:107 opus/48000/2',
      'a=fmtp:107 useinbandfec=1',
    );
  expect(preferOpus(offer('0 8 107 101 102'))).toBe(offer('107 0 8 101 102'));
  expect(preferOpus(offer('107 8 0'))).toBe(offer('107 8 0'));
});

test('without Opus nothing changes', () => {
  const sdp = lines('m=audio 1 RTP/AVP 8 101', 'a=rtpmap:8 PCMA/8000', 'a=fmtp:101 0-16');
  expect(preferOpus(sdp)).toBe(sdp);
});
