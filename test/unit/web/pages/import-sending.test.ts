import { ImportSending } from '../../../../src/web/pages/admin/import-sending';
import type { Upload, UploadParts } from '../../../../src/web/pages/admin/upload';

/** An upload that goes as the test says. */
class FakeUpload {
  readonly #end: { resolve?: (answer: unknown) => void; reject?: (error: unknown) => void } = {};
  readonly upload: Upload = {
    answer: new Promise((resolve, reject) => Object.assign(this.#end, { resolve, reject })),
    stop: () => this.#end.reject?.(new DOMException('stopped', 'AbortError')),
  };

  constructor(readonly parts: UploadParts) {}

  answers(answer: unknown): void {
    this.#end.resolve?.(answer);
  }

  breaks(error: Error): void {
    this.#end.reject?.(error);
  }
}

describe('an upload', () => {
  const file = new File(['order_number\n'], 'orders.csv');
  const page = new EventTarget();
  let uploads: FakeUpload[];
  let sending: ImportSending;
  const ended = jest.fn();
  const send = (): Promise<void> =>
    sending.send({
      file,
      options: { profile: '', prefix: '', sameShop: false, dryRun: false },
      login: 'admin',
      csrfToken: 'token',
      onEnd: ended,
    });
  const held = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  beforeEach(() => {
    jest.clearAllMocks();
    Object.assign(globalThis, { window: page });
    uploads = [];
    sending = new ImportSending((parts) => {
      uploads.push(new FakeUpload(parts));
      return uploads.at(-1)!.upload;
    });
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'window'));

  it('goes on when the page that began it is left, and is there when one comes back', async () => {
    const heard = jest.fn();
    const leave = sending.subscribe(heard);
    const sent = send();
    leave();
    uploads[0]!.parts.onProgress(5);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(sending.stateOf('admin')).toEqual({ step: 'sending', file, sent: 5 });
    expect(held()).toBe(true);
    uploads[0]!.answers({ id: 7 });
    await sent;
    expect(sending.stateOf('admin')).toEqual({ step: 'sent', file, result: { id: 7 } });
    expect(ended).toHaveBeenCalledTimes(1);
    expect(held()).toBe(false);
  });

  it('is nobody else’s', () => {
    void send();
    expect(sending.stateOf('admin').step).toBe('sending');
    expect(sending.stateOf('somebody')).toEqual({ step: 'idle' });
  });

  it('that was stopped or failed says which, and can be sent again', async () => {
    const first = send();
    sending.stop();
    await first;
    expect(sending.stateOf('admin').step).toBe('stopped');
    const second = send();
    const error = new Error('offline');
    uploads[1]!.breaks(error);
    await second;
    expect(sending.stateOf('admin')).toEqual(expect.objectContaining({ step: 'failed', file, error }));
  });

  it('that another took the place of says nothing more', async () => {
    const first = send();
    void send();
    await first;
    expect(sending.stateOf('admin').step).toBe('sending');
    expect(held()).toBe(true);
  });
});
