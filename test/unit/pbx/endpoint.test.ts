import { devicesIn, endpointOf, isEndpointName } from '#pbx/asterisk/endpoint';

test.each([
  ['PJSIP/101-0000002a', '101'],
  ['PJSIP/desk-phone-7-0000002a', 'desk-phone-7'],
  ['PJSIP/101-aabbccdd-0000002a', '101-aabbccdd'],
  ['Local/101@from-phones-0000002a;1', null],
  ['SIP/101-0000002a', null],
  ['PJSIP/101', null],
  ['PJSIP/101-0000002', null],
  ['PJSIP/10/1-0000002a', null],
  ['PJSIP/-0000002a', null],
  ['xPJSIP/101-0000002a', null],
  ['PJSIP/101-0000002a\nx', null],
  ['IAX2/101-1', null],
  ['IAX2/101-0000002a', null],
  ['DAHDI/i1/79161234567-1', null],
  ['', null],
])('the endpoint of %j is %j', (channel, endpoint) => {
  expect(endpointOf(channel)).toBe(endpoint);
});

describe('the devices in PJSIP_DIAL_CONTACTS', () => {
  test.each<[unknown, string[]]>([
    ['PJSIP/101/sip:101@192.0.2.1:5060', ['PJSIP/101/sip:101@192.0.2.1:5060']],
    [
      'PJSIP/101/sip:101@192.0.2.1:5060;x-ast-orig-host=10.0.0.1&PJSIP/101/sips:101@[2001:db8::1]:5061;transport=tls',
      [
        'PJSIP/101/sip:101@192.0.2.1:5060;x-ast-orig-host=10.0.0.1',
        'PJSIP/101/sips:101@[2001:db8::1]:5061;transport=tls',
      ],
    ],
    ['PJSIP/101/sip:a@192.0.2.1?x=1&y=2', ['PJSIP/101/sip:a@192.0.2.1?x=1&y=2']],
    // Of another endpoint, or of no phone: not to be called.
    ['PJSIP/102/sip:102@192.0.2.1', []],
    ['Local/101@from-phones', []],
    ['PJSIP/101/sip:a b@192.0.2.1', []],
    ['PJSIP/101/sip:a@192.0.2.1\r\nAction: Originate', []],
    ['', []],
    [null, []],
    [17, []],
  ])('%j', (value, devices) => {
    expect(devicesIn(value, '101')).toEqual(devices);
  });

  test.each([
    ['101', true],
    ['desk-phone_7.a', true],
    ['101)', false],
    ['101,x', false],
    ['', false],
  ])('%j can be an argument: %s', (name, can) => {
    expect(isEndpointName(name)).toBe(can);
  });
});
