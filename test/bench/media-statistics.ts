/** Asterisk's packet counts for the audio of one channel. */
export interface ChannelSound {
  received: number;
  lost: number;
}

/**
 * Reads `pjsip show channelstats`: bridge, channel, up time, codec, then received, lost, percentage and
 * jitter, then the same for sent packets, as reported by the far side.
 */
export function parseChannelStatistics(text: string): ChannelSound[] {
  return text.split('\n').flatMap((line) => {
    const found = /\d\d:\d\d:\d\d\s+\S+\s+(\d+)\s+(\d+)\s+\d+\s+[\d.]+\s+\d+\s+(\d+)\s/.exec(line);
    if (found === null) return [];
    const [, received, lost, lostThere] = found.map(Number);
    return [{ received: received ?? 0, lost: (lost ?? 0) + (lostThere ?? 0) }];
  });
}
