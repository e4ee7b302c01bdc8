import { createTransport } from 'nodemailer';
import type { AccountServer } from './mail-account';

/** Why a provider takes no mail. Stable: in facts of the doctor. */
export type SubmissionFault = 'unreachable' | 'certificate' | 'credentials-refused';

const connectMs = 10_000;

/** How nodemailer signs in at a provider: with TLS whose certificate is checked, or not at all. */
export function submissionOptions({ isImplicit, user, password, ca }: AccountServer) {
  return {
    ...{ secure: isImplicit, requireTLS: !isImplicit, auth: { user, pass: password } },
    tls: { minVersion: 'TLSv1.2' as const, rejectUnauthorized: true, ...(ca !== null && { ca }) },
  };
}

/** Signs in, and sends nothing. @returns null where it works; never throws */
export async function trySubmission(server: AccountServer, name: string): Promise<SubmissionFault | null> {
  const { host, port } = server;
  const transport = createTransport({
    ...{ host, port, name, ...submissionOptions(server), logger: false },
    ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: connectMs },
  });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EAUTH') return 'credentials-refused';
    return code === 'ETLS' || /certificate|self[- ]signed|altname|wrong version number/i.test(message)
      ? 'certificate'
      : 'unreachable';
  } finally {
    transport.close();
  }
}
