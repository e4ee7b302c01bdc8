/** The part of mailauth (4.9) that tests use; it comes without types. */
declare module 'mailauth' {
  interface DkimResult {
    signingDomain: string;
    status: { result: string };
  }

  export function authenticate(
    raw: Buffer,
    options: {
      ip: string;
      helo: string;
      sender: string;
      mta: string;
      disableArc: boolean;
      disableBimi: boolean;
      /** As of node:dns/promises. */
      resolver: (name: string, type: string) => Promise<unknown>;
    },
  ): Promise<{
    dkim: { headerFrom: string[]; results: DkimResult[] };
    spf: { domain: string; status: { result: string } } | false;
    dmarc: { status: { result: string } } | false;
  }>;
}
