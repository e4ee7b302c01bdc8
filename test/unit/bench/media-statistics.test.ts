import { parseChannelStatistics } from '../../bench/media-statistics';

test('reads what Asterisk 22.10.1 prints', () => {
  const text = [
    '                                             ...........Receive......... .........Transmit..........',
    ' BridgeId ChannelId ........ UpTime.. Codec.   Count    Lost Pct  Jitter   Count    Lost Pct  Jitter RTT....',
    ' ===========================================================================================================',
    '',
    ' 01a20f9e 5001-00000d34      00:00:05 alaw      247       0    0   0.000    246       0    0   0.000   0.000',
    ' 01a20f9e carrier-00000d35   00:00:05 alaw     1246       2    0   0.000    246       1    0   0.000   0.000',
    '',
    'Objects found: 2',
  ].join('\n');
  expect(parseChannelStatistics(text)).toEqual([
    { received: 247, lost: 0 },
    { received: 1246, lost: 3 },
  ]);
});
