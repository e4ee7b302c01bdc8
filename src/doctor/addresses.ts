import { isIP } from 'node:net';
import { isPublic } from '#http/outgoing-addresses';

/** The host part of `127.0.0.1:5038` or `[::1]:5038`. */
export function hostOf(bind: string): string {
  return bind.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether the host, as a SIP URI has it, is an address of the Internet; false for a name. */
export function isPublicHost(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && isPublic(address);
}
