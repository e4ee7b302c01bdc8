import { endpointOf } from '#pbx/asterisk/endpoint';

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
