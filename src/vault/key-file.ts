import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { Keyring } from './keyring';
import { VaultError } from './vault-error';

/** The credential's name for systemd's `LoadCredential=star7-keys:/etc/star7/keys.json`. */
export const credentialName = 'star7-keys';

/**
 * The file that contains the keys, mode 0600 or stricter. Reads and writes are synchronous: the file has a
 * few hundred bytes and is read at the start and after a rotation.
 */
export class KeyFile {
  /** @param isCredential whether systemd placed the file: it is then read-only and owned by root */
  constructor(
    readonly path: string,
    private readonly isCredential = false,
  ) {}

  /**
   * Finds the key file: the configured path, else systemd's credential directory.
   * @param configured `keyFile` of the configuration
   * @throws VaultError `key-file-unset` where neither is given
   */
  static locate(configured: string | null, environment: NodeJS.ProcessEnv = process.env): KeyFile {
    if (configured !== null) return new KeyFile(configured);
    const directory = environment.CREDENTIALS_DIRECTORY;
    if (directory) return new KeyFile(join(directory, credentialName), true);
    throw new VaultError(
      'key-file-unset',
      `No key file is configured. Set STAR7_KEY_FILE, or start Star7 with systemd and LoadCredential=${credentialName}:FILE.`,
    );
  }

  /**
   * @throws VaultError `key-file-missing`, `key-file-exposed` where others can read it, `key-file-unreadable`,
   * `key-file-damaged`
   */
  read(): Keyring {
    const descriptor = this.#open();
    try {
      // Checked on the open descriptor, so that the file cannot be swapped between the check and the read.
      this.#refuseExposed(fstatSync(descriptor).mode);
      return Keyring.parse(readFileSync(descriptor, 'utf8'));
    } finally {
      closeSync(descriptor);
    }
  }

  /** Changes whenever the file's content may have changed. @throws as {@link read} */
  stamp(): string {
    try {
      const { ino, size, mtimeMs } = statSync(this.path);
      return `${ino}/${size}/${mtimeMs}`;
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /**
   * Creates the file with one new key version.
   * @throws VaultError `key-file-exists`: keys are never overwritten: the data that they sealed would be lost
   */
  create(now: Date): Keyring {
    const keyring = Keyring.create(now);
    // A hard link fails where the name exists, which a rename would overwrite.
    this.#place(keyring, (temporary) => {
      linkSync(temporary, this.path);
      unlinkSync(temporary);
    });
    return keyring;
  }

  /** Replaces the keyring in the file; a crash leaves either the old or the new one. */
  replace(keyring: Keyring): void {
    if (this.isCredential) {
      throw new VaultError(
        'key-file-unwritable',
        `systemd's copy of the keys cannot be changed. Set STAR7_KEY_FILE to the file named in LoadCredential=, run the command again, then restart Star7.`,
      );
    }
    this.#place(keyring, (temporary) => renameSync(temporary, this.path));
  }

  #place(keyring: Keyring, put: (temporary: string) => void): void {
    const directory = dirname(this.path);
    const temporary = join(directory, `.${basename(this.path)}.${randomBytes(6).toString('hex')}`);
    try {
      const descriptor = openSync(temporary, 'wx', 0o600);
      try {
        // The umask may have removed bits; an inherited ACL may have added some.
        fchmodSync(descriptor, 0o600);
        writeSync(descriptor, keyring.serialise());
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      put(temporary);
      // The name is durable only after the directory is synced.
      const directoryDescriptor = openSync(directory, constants.O_RDONLY);
      try {
        fsyncSync(directoryDescriptor);
      } finally {
        closeSync(directoryDescriptor);
      }
    } catch (error) {
      removeIfPresent(temporary);
      throw this.#unwritable(error);
    }
  }

  #open(): number {
    try {
      return openSync(this.path, constants.O_RDONLY);
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  #refuseExposed(mode: number): void {
    // For a service that does not run as root, systemd grants its user an ACL on the credential, and the
    // ACL's mask shows in the group bits (systemd's fd_add_uid_acl_permission). The directory itself is
    // closed to others.
    const forbidden = this.isCredential ? 0o007 : 0o077;
    if ((mode & forbidden) === 0) return;
    const octal = (mode & 0o777).toString(8).padStart(4, '0');
    throw new VaultError(
      'key-file-exposed',
      `The key file ${this.path} has mode ${octal}: others can read it. Run: chmod 600 ${this.path}, and rotate the keys if others may have read them.`,
      { path: this.path, mode: octal },
    );
  }

  #unreadable(error: unknown): VaultError {
    const code = codeOf(error);
    if (code === 'ENOENT') {
      return new VaultError(
        'key-file-missing',
        `There is no key file at ${this.path}. For a new installation run: star7 keys init. Otherwise restore it from its backup: without it numbers cannot be decrypted.`,
        { path: this.path },
      );
    }
    return new VaultError('key-file-unreadable', `The key file ${this.path} cannot be read (${code}).`, {
      path: this.path,
      code,
    });
  }

  #unwritable(error: unknown): VaultError {
    const code = codeOf(error);
    if (code === 'EEXIST') {
      return new VaultError(
        'key-file-exists',
        `The key file ${this.path} already exists and was not changed. To add a new key run: star7 keys rotate.`,
        { path: this.path },
      );
    }
    return new VaultError(
      'key-file-unwritable',
      `The key file ${this.path} cannot be written (${code}). Its directory must exist and be writable.`,
      { path: this.path, code },
    );
  }
}

function removeIfPresent(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The file was not created, or was moved into place.
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
