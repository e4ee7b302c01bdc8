import type { Import } from './imports-data';
import { startUpload } from './upload';
import type { Upload, UploadOptions, UploadParts } from './upload';

export type SendingState =
  | { step: 'idle' }
  | { step: 'sending'; file: File; sent: number }
  | { step: 'sent'; file: File; result: Import }
  | { step: 'stopped'; file: File; options: UploadOptions }
  | { step: 'failed'; file: File; options: UploadOptions; error: unknown };

export interface SendParts {
  file: File;
  options: UploadOptions;
  /** The account that sends it: another account in the same tab must not see it. */
  login: string;
  csrfToken: string;
  onEnd: () => void;
}

const idle: SendingState = { step: 'idle' };

/** The upload of this tab. It belongs to no page, so that it continues while another page is open. */
export class ImportSending {
  #state: SendingState = idle;
  #login: string | null = null;
  #upload: Upload | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly start: (parts: UploadParts) => Upload = startUpload) {}

  /** The same object until something changes. */
  stateOf(login: string): SendingState {
    return login === this.#login ? this.#state : idle;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly stop = (): void => this.#upload?.stop();

  /** Sends a file; resolves when the upload has ended, with any result. Aborts a running one first. */
  async send({ file, options, login, csrfToken, onEnd }: SendParts): Promise<void> {
    this.stop();
    this.#login = login;
    let upload: Upload | null = null;
    const say = (state: SendingState): void => {
      if (this.#upload === upload) this.#become(state);
    };
    this.#upload = upload = this.start({
      file,
      options,
      csrfToken,
      onProgress: (sent) => say({ step: 'sending', file, sent }),
    });
    window.addEventListener('beforeunload', ask);
    say({ step: 'sending', file, sent: 0 });
    try {
      say({ step: 'sent', file, result: (await upload.answer) as Import });
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === 'AbortError';
      say(stopped ? { step: 'stopped', file, options } : { step: 'failed', file, options, error });
    }
    if (this.#upload === upload) {
      this.#upload = null;
      window.removeEventListener('beforeunload', ask);
    }
    onEnd();
  }

  #become(state: SendingState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Asks for confirmation before the tab is closed during an upload. */
function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export const importSending = new ImportSending();
