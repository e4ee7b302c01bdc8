import { createTransport } from 'nodemailer';

/** Gives Star7 a mail as a mail server does, over LMTP on this machine. @returns the code of the answer */
export async function giveMail(
  port: number,
  { from, to, raw }: { from: string; to: string; raw: string },
): Promise<number> {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true, logger: false },
  } as Parameters<typeof createTransport>[0]);
  try {
    const sent = (await transport.sendMail({ envelope: { from, to: [to] }, raw })) as {
      rejectedErrors?: { responseCode?: number }[];
    };
    // LMTP answers for each recipient, after the mail.
    return sent.rejectedErrors?.[0]?.responseCode ?? 250;
  } catch (error) {
    return (error as { responseCode: number }).responseCode;
  } finally {
    transport.close();
  }
}
