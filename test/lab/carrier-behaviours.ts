/** A step of the carrier, or of the customer's phone behind it. A CANCEL can end every wait. */
export type CarrierStep =
  | {
      do: 'respond';
      status: number;
      reason: string;
      /** With a session description: early media, or the answer. */
      sdp?: boolean;
      headers?: readonly string[];
    }
  /** Milliseconds. */
  | { do: 'wait'; for: number }
  /** Until the caller gives up. */
  | { do: 'wait-for-cancel' }
  /**
   * Until the caller gives up, at the moment when the customer answers: 200 to the CANCEL, 200 to the INVITE.
   */
  | { do: 'answer-too-late' }
  /** Answers (200) and awaits the ACK. */
  | {
      do: 'answer';
      headers?: readonly string[];
      /** Sends back none of the media that it receives. */
      isDeaf?: true;
    }
  /** Presses a key, by INFO: SIPp sends no telephone-events of the payload type that was negotiated. */
  | { do: 'press'; key: string }
  | { do: 'update'; headers: readonly string[] }
  | { do: 're-invite'; headers: readonly string[] }
  /** Both talk until the caller hangs up or, after this many milliseconds, the customer does. */
  | { do: 'talk'; customerHangsUpAfter?: number }
  /** Sends nothing. */
  | { do: 'ignore' };

export interface CarrierBehaviour {
  /** The last two digits of the called number. */
  code: string;
  name: string;
  /** A description for people. */
  what: string;
  steps: readonly CarrierStep[];
  /** The steps on the second trunk, where they differ. */
  onSecondTrunk?: readonly CarrierStep[];
}

const ringing: CarrierStep = { do: 'respond', status: 180, reason: 'Ringing' };
const answered: readonly CarrierStep[] = [
  ringing,
  { do: 'wait', for: 300 },
  { do: 'answer' },
  { do: 'talk' },
];

/**
 * The called number, in the header in which a carrier sends it to peers that trust it. `[called]` becomes the
 * user part of the request.
 */
const asserted = 'P-Asserted-Identity: "[called]" <sip:[called]@carrier.invalid>';
const remoteParty =
  'Remote-Party-ID: "[called]" <sip:[called]@carrier.invalid>;party=called;privacy=off;screen=yes';

/**
 * A switchboard, which sends nothing back: Asterisk continues a key that it sends with each packet that it receives, so that one
 * that comes back is a storm. No sample customer's, since their orders are numbered by the list below.
 */
export const switchboard: CarrierBehaviour = {
  code: '77',
  name: 'switchboard',
  what: 'rings, answers, sends no media back',
  steps: [ringing, { do: 'wait', for: 300 }, { do: 'answer', isDeaf: true }, { do: 'talk' }],
};

function refusal(code: string, name: string, status: number, reason: string): CarrierBehaviour {
  return { code, name, what: `${status} ${reason}`, steps: [{ do: 'respond', status, reason }] };
}

/** How each sample customer behaves, by the last two digits of the number. Unlisted codes answer like 00. */
export const carrierBehaviours: readonly CarrierBehaviour[] = [
  { code: '00', name: 'answers', what: 'rings, answers, talks until the manager hangs up', steps: answered },
  {
    code: '01',
    name: 'hangs-up',
    what: 'answers, and hangs up after 3 s',
    steps: [ringing, { do: 'wait', for: 300 }, { do: 'answer' }, { do: 'talk', customerHangsUpAfter: 3000 }],
  },
  refusal('02', 'busy', 486, 'Busy Here'),
  {
    code: '03',
    name: 'unavailable',
    what: 'rings for 1 s, then 480 Temporarily Unavailable',
    steps: [
      ringing,
      { do: 'wait', for: 1000 },
      { do: 'respond', status: 480, reason: 'Temporarily Unavailable' },
    ],
  },
  refusal('04', 'not-in-service', 404, 'Not Found'),
  refusal('05', 'declines', 603, 'Decline'),
  refusal('06', 'forbidden', 403, 'Forbidden'),
  {
    code: '07',
    name: 'first-trunk-down',
    what: '503 on the first trunk, answers on the second',
    steps: [{ do: 'respond', status: 503, reason: 'Service Unavailable' }],
    onSecondTrunk: answered,
  },
  refusal('08', 'server-error', 500, 'Server Internal Error'),
  refusal('09', 'request-timeout', 408, 'Request Timeout'),
  {
    code: '10',
    name: 'never-answers',
    what: 'rings until the caller gives up',
    steps: [ringing, { do: 'wait-for-cancel' }],
  },
  {
    code: '11',
    name: 'early-media',
    what: '183 with early media for 1 s, then answers',
    steps: [
      { do: 'respond', status: 183, reason: 'Session Progress', sdp: true },
      { do: 'wait', for: 1000 },
      { do: 'answer' },
      { do: 'talk' },
    ],
  },
  {
    code: '12',
    name: 'asserted-identity',
    what: 'tells the number in P-Asserted-Identity and Remote-Party-ID of 180 and 200',
    steps: [
      { ...ringing, headers: [asserted, remoteParty] },
      { do: 'wait', for: 300 },
      { do: 'answer', headers: [asserted, remoteParty] },
      { do: 'talk' },
    ],
  },
  {
    code: '13',
    name: 'identity-update',
    what: 'after the answer, tells the number in an UPDATE and a re-INVITE',
    steps: [
      ringing,
      { do: 'wait', for: 300 },
      { do: 'answer' },
      { do: 'wait', for: 500 },
      { do: 'update', headers: [asserted, remoteParty] },
      { do: 're-invite', headers: [asserted, remoteParty] },
      { do: 'talk' },
    ],
  },
  {
    code: '14',
    name: 'diverted',
    what: '181 with Diversion and History-Info, then answers',
    steps: [
      {
        do: 'respond',
        status: 181,
        reason: 'Call Is Being Forwarded',
        headers: [
          'Diversion: "[called]" <sip:[called]@carrier.invalid>;reason=unconditional;counter=1',
          'History-Info: <sip:[called]@carrier.invalid>;index=1, <sip:[called]@voicemail.invalid;cause=302>;index=1.1',
          asserted,
        ],
      },
      ringing,
      { do: 'wait', for: 300 },
      {
        do: 'answer',
        headers: ['Diversion: "[called]" <sip:[called]@carrier.invalid>;reason=unconditional;counter=1'],
      },
      { do: 'talk' },
    ],
  },
  {
    code: '15',
    name: 'redirects',
    what: '302 with another number in Contact',
    steps: [
      {
        do: 'respond',
        status: 302,
        reason: 'Moved Temporarily',
        headers: ['Contact: <sip:[called]@127.0.0.1:[remote_port]>'],
      },
    ],
  },
  {
    code: '16',
    name: 'drops',
    what: 'answers and hangs up in the same instant',
    steps: [ringing, { do: 'wait', for: 300 }, { do: 'answer' }, { do: 'talk', customerHangsUpAfter: 1 }],
  },
  refusal('17', 'all-trunks-down', 503, 'Service Unavailable'),
  {
    code: '18',
    name: 'slow',
    what: 'rings for 5 s, then answers',
    steps: [ringing, { do: 'wait', for: 5000 }, { do: 'answer' }, { do: 'talk' }],
  },
  refusal('19', 'gone', 410, 'Gone'),
  {
    code: '20',
    name: 'silent',
    what: 'the trunk never says a word',
    steps: [{ do: 'ignore' }],
  },
  {
    code: '21',
    name: 'answers-at-once',
    what: 'answers without ringing',
    steps: [{ do: 'answer' }, { do: 'talk' }],
  },
  {
    code: '22',
    name: 'early-media-for-ever',
    what: '183 with early media, and then nothing',
    steps: [{ do: 'respond', status: 183, reason: 'Session Progress', sdp: true }, { do: 'wait-for-cancel' }],
  },
  {
    code: '23',
    name: 'answers-too-late',
    what: 'rings, and answers as the caller gives up: 200 after CANCEL',
    steps: [ringing, { do: 'answer-too-late' }],
  },
  {
    code: '24',
    name: 'first-trunk-forbids',
    what: '403 on the first trunk, answers on the second',
    steps: [{ do: 'respond', status: 403, reason: 'Forbidden' }],
    onSecondTrunk: answered,
  },
  {
    code: '25',
    name: 'rings-then-forbidden',
    what: 'rings, then 403: the customer refuses behind a gateway that knows no 603',
    steps: [ringing, { do: 'wait', for: 300 }, { do: 'respond', status: 403, reason: 'Forbidden' }],
  },
];

/** How couriers' own mobiles behave: no sample customer does. */
const mobileBehaviours: readonly CarrierBehaviour[] = [
  {
    code: '71',
    name: 'presses-1',
    what: 'rings, answers, presses 1 after 1.5 s, talks until the other side hangs up',
    steps: [
      ringing,
      { do: 'wait', for: 300 },
      { do: 'answer' },
      { do: 'wait', for: 1500 },
      { do: 'press', key: '1' },
      { do: 'talk' },
    ],
  },
  {
    code: '72',
    name: 'takes-survey',
    what: 'rings, answers, answers the questions of a survey by keys: 1, yes, yes, another seller, no',
    steps: [
      ringing,
      { do: 'wait', for: 300 },
      { do: 'answer' },
      ...['1', '1', '1', '4', '2'].flatMap((key): CarrierStep[] => [
        // Longer than a busy machine takes to hear of the answer, and of each key.
        { do: 'wait', for: 3000 },
        { do: 'press', key },
      ]),
      { do: 'talk' },
    ],
  },
  {
    code: '73',
    name: 'presses-9',
    what: 'rings, answers, presses 9 after 3 s, talks until the other side hangs up',
    steps: [
      ringing,
      { do: 'wait', for: 300 },
      { do: 'answer' },
      { do: 'wait', for: 3000 },
      { do: 'press', key: '9' },
      { do: 'talk' },
    ],
  },
];

/** All that the carrier can do. */
export const allBehaviours: readonly CarrierBehaviour[] = [
  ...carrierBehaviours,
  ...mobileBehaviours,
  switchboard,
];

export function behaviourNamed(name: string): CarrierBehaviour {
  const behaviour = allBehaviours.find((candidate) => candidate.name === name);
  if (behaviour === undefined) throw new Error(`The carrier has no behaviour ${name}`);
  return behaviour;
}
