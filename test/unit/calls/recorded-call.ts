/** Makes one message of a channel: type, channel's id and state, and what else the message says. */
type Message<Made> = (type: string, channelId: string, state: string, more?: object) => Made;

/**
 * What Asterisk 22.10.1 sent over ARI of one call by short code: the customer rings and answers, the two talk, somebody
 * presses 1, and the manager hangs up.
 */
export function recordedCall<Made>(
  message: Message<Made>,
  { phone, customer }: { phone: string; customer: string },
): [Made, ...Made[]] {
  return [
    message('StasisStart', phone, 'Ring', { args: ['short-code', '101', '1001'] }),
    message('ChannelStateChange', customer, 'Ringing'),
    message('ChannelStateChange', customer, 'Up'),
    message('StasisStart', customer, 'Up', { args: ['leg'] }),
    message('ChannelStateChange', phone, 'Up'),
    message('ChannelDtmfReceived', phone, 'Up', { digit: '1', duration_ms: 100 }),
    message('ChannelHangupRequest', phone, 'Up', { cause: 16, tech_cause: 0, soft: true }),
    message('StasisEnd', phone, 'Up'),
    message('ChannelDestroyed', customer, 'Up', { cause: 16, cause_txt: 'Normal Clearing', tech_cause: 0 }),
  ];
}
