import { dialplanFrom } from '#doctor/collect/dialplan-events';

test('ListDialplan events, as Asterisk 22.10.1 sends them and asterisk-manager reads them', () => {
  const event = { event: 'ListDialplan', actionid: 'd', registrar: 'pbx_config', context: 'from-phones' };
  expect(
    dialplanFrom([
      { ...event, extension: '_10X', priority: '1', application: 'Dial', appdata: 'PJSIP/${EXTEN},30' },
      {
        ...event,
        extension: '_10X',
        extensionlabel: 'end',
        priority: '2',
        application: 'Hangup',
        appdata: '',
      },
      { ...event, extension: '102', priority: 'hint', application: 'PJSIP/102' },
      { ...event, includecontext: 'star7-short-codes' },
      { ...event, switch: 'Realtime/x@y' },
      { event: 'ShowDialPlanComplete', eventlist: 'Complete' },
    ]),
  ).toEqual({
    lines: [
      {
        context: 'from-phones',
        extension: '_10X',
        priority: 1,
        label: null,
        application: 'Dial',
        data: 'PJSIP/${EXTEN},30',
      },
      {
        context: 'from-phones',
        extension: '_10X',
        priority: 2,
        label: 'end',
        application: 'Hangup',
        data: '',
      },
    ],
    hints: [{ context: 'from-phones', extension: '102', devices: 'PJSIP/102' }],
    includes: [{ context: 'from-phones', included: 'star7-short-codes' }],
    switches: [{ context: 'from-phones', target: 'Realtime/x@y' }],
  });
});
