import { copyText } from '../../../../src/web/components/copy-text';

const shown = {} as Node;
const selectAllChildren = jest.fn();
const execCommand = jest.fn<boolean, [string]>();
const writeText = jest.fn<Promise<void>, [string]>();

/** @param clipboard over plain HTTP browsers have none */
function browser(clipboard: boolean): void {
  const parts = {
    navigator: clipboard ? { clipboard: { writeText } } : {},
    window: { getSelection: () => ({ selectAllChildren }) },
    document: { execCommand },
  };
  for (const [name, value] of Object.entries(parts)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
}

beforeEach(() => jest.resetAllMocks());
afterAll(() =>
  ['navigator', 'window', 'document'].forEach((name) => Reflect.deleteProperty(globalThis, name)),
);

test('over TLS the browser’s clipboard takes the text', async () => {
  browser(true);
  writeText.mockResolvedValue();
  await expect(copyText('secret', shown)).resolves.toBe(true);
  expect(writeText).toHaveBeenCalledWith('secret');
  expect(execCommand).not.toHaveBeenCalled();
});

test.each([true, false])('over plain HTTP the text is selected and copied: %s', async (copied) => {
  browser(false);
  execCommand.mockReturnValue(copied);
  await expect(copyText('secret', shown)).resolves.toBe(copied);
  expect(selectAllChildren).toHaveBeenCalledWith(shown);
  expect(execCommand).toHaveBeenCalledWith('copy');
});

test('a clipboard that refuses is as good as none', async () => {
  browser(true);
  writeText.mockRejectedValue(new Error('not allowed'));
  execCommand.mockReturnValue(true);
  await expect(copyText('secret', shown)).resolves.toBe(true);
  await expect(copyText('secret', null)).resolves.toBe(false);
});
