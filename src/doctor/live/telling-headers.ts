/** Every header in which a carrier may give the called number. Asterisk must not pass on any of them. */
export function tellingHeaders(number: string): string[] {
  const uri = `<sip:${number}@carrier.invalid>`;
  return [
    `P-Asserted-Identity: "${number}" ${uri}`,
    `Remote-Party-ID: "${number}" ${uri};party=called;privacy=off;screen=yes`,
    `Diversion: "${number}" ${uri};reason=unconditional;counter=1`,
    `History-Info: ${uri};index=1`,
    `P-Called-Party-ID: ${uri}`,
    `Call-Info: ${uri};purpose=info`,
    `Reply-To: ${uri}`,
    `Subject: ${number}`,
    `Organization: ${number}`,
    `Reason: Q.850;cause=16;text="${number}"`,
    `X-Number: ${number}`,
  ];
}
