/** The echo test of star7-extensions.conf. No order number begins with an asterisk. */
export const echoCode = '*7*1';
