import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';
import type { Micros } from '#kernel/micros';

/** What a TLS server shows. */
export interface ServerCertificate {
  /** PEM: the server's own, and those between it and a root. */
  cert: string;
  /** PEM. */
  key: string;
  /** The names that it is for, without those with an asterisk. */
  names: string[];
  /** When its time is over. */
  validTo: Micros;
}

/** @throws SettingError in words that tell nothing of the key */
export function readServerCertificate(certFile: string, keyFile: string): ServerCertificate {
  const cert = textOf(certFile);
  const key = textOf(keyFile);
  if ((statSync(keyFile).mode & 0o007) !== 0) {
    throw new SettingError('names a key that everybody on this machine can read: chmod o-rwx');
  }
  let read: X509Certificate;
  try {
    read = new X509Certificate(cert);
  } catch {
    throw new SettingError('is no certificate in PEM');
  }
  try {
    if (!read.checkPrivateKey(createPrivateKey(key))) {
      throw new SettingError('is not of the key in STAR7_MAIL_SUBMISSION_KEY_FILE');
    }
  } catch (error) {
    if (error instanceof SettingError) throw error;
    // What the library says may quote the file.
    throw new SettingError('has a key in STAR7_MAIL_SUBMISSION_KEY_FILE that is none in PEM');
  }
  const names = (read.subjectAltName ?? '')
    .split(',')
    .flatMap((name) => /^\s*DNS:([^*\s]+)$/.exec(name)?.[1] ?? []);
  return { cert, key, names, validTo: Date.parse(read.validTo) * 1000 };
}

/** @returns null where the site takes no mails from mail programs @throws SettingError */
export function submissionCertificateOf(config: Config<'mail'>): ServerCertificate | null {
  const {
    STAR7_MAIL_SUBMISSION_CERT_FILE: certFile,
    STAR7_MAIL_SUBMISSION_KEY_FILE: keyFile,
    STAR7_MAIL_SUBMISSION_TLS_PORT: tlsPort,
    STAR7_MAIL_SUBMISSION_PORT: port,
  } = config;
  if (certFile === undefined || keyFile === undefined || (tlsPort === undefined && port === undefined)) {
    return null;
  }
  return readServerCertificate(certFile, keyFile);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingError(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
