import { MimeError } from './mime-error';
import { ready } from './mime-process';
import type { MimeReply, MimeRequest } from './mime-process';
import { readMime } from './read-mime';

/** The process that {@link MimeProcess} starts: it reads what it is sent, and ends with whoever started it. */
async function replyTo({
  raw,
  envelopeSender,
  rules,
  keepsOriginal = false,
}: MimeRequest): Promise<MimeReply> {
  try {
    return { mail: await readMime(Buffer.from(raw), envelopeSender, rules, keepsOriginal) };
  } catch (error) {
    return { fault: error instanceof MimeError ? error.slug : 'malformed' };
  }
}

process.on('message', (request: MimeRequest) => void replyTo(request).then((reply) => process.send?.(reply)));
process.on('disconnect', () => process.exit());
process.send?.(ready);
