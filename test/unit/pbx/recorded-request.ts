/**
 * What Asterisk 22.10.1 sent for `AGI(agi://127.0.0.1:15005/order?number=1001)` on the channel of phone 101, with
 * a caller ID as a customer who calls in has it.
 */
export function recordedRequest(networkScript = 'order?number=1001', channel = 'PJSIP/101-0000002a'): string {
  return [
    'agi_network: yes',
    `agi_network_script: ${networkScript}`,
    `agi_request: agi://127.0.0.1:15005/${networkScript}`,
    `agi_channel: ${channel}`,
    'agi_language: ru',
    'agi_type: PJSIP',
    'agi_uniqueid: 1795474903.1',
    'agi_version: 22.10.1+dfsg+~cs6.17.60671434-1',
    'agi_callerid: +79161234567',
    'agi_calleridname: Ольга Смирнова',
    'agi_callingpres: 0',
    'agi_callingani2: 0',
    'agi_callington: 0',
    'agi_callingtns: 0',
    'agi_dnid: *81001',
    'agi_rdnis: unknown',
    'agi_context: from-phones',
    'agi_extension: *81001',
    'agi_priority: 1',
    'agi_enhanced: 0.0',
    'agi_accountcode: ',
    'agi_threadid: 139702591608512',
    '',
    '',
  ].join('\n');
}
