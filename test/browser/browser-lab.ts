import path from 'node:path';

import { defaultDirectory } from '../lab/lab';
import { basePorts, labPorts } from '../lab/lab-ports';
import { mailSettings, smsSettings } from '../lab/mail-settings';

const basePort = Number(process.env['STAR7_TEST_BROWSER_LAB_PORT'] ?? basePorts.browser);

/**
 * The lab of the tests of the pages, beside the one of test/scenarios, whose orders and managers the suites there take to
 * be untouched. Two runs at once need two: STAR7_TEST_BROWSER_LAB names the directory, STAR7_TEST_BROWSER_LAB_PORT the
 * base port.
 */
export const browserLabOptions = {
  directory: process.env['STAR7_TEST_BROWSER_LAB'] ?? path.join(defaultDirectory(), 'browser'),
  basePort,
  leaky: false,
  star7: {
    STAR7_RING_SECONDS_MANAGER: '15',
    STAR7_RING_SECONDS_CUSTOMER: '15',
    STAR7_MAX_CALL_SECONDS: '120',
    ...mailSettings(labPorts(basePort)),
    ...smsSettings(labPorts(basePort)),
  },
} as const;
