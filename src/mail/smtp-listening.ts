import type { SMTPServer } from 'smtp-server';
import type { Address } from '#http/listen';

/** @throws where the address is in use or does not belong to this machine */
export function listenAt(smtp: SMTPServer, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const { server } = smtp;
    server.once('error', reject);
    smtp.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The port that it has; 0 for none. */
export function portOf(smtp: SMTPServer): number {
  const address = smtp.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Resolves when no connection is left, or after the server's own patience. */
export function closed(smtp: SMTPServer): Promise<void> {
  return new Promise((resolve) => smtp.close(() => resolve()));
}
