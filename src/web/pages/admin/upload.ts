import { ApiProblem, problemIn } from '../../api/api-problem';
import { withWords } from '../../api/client';

export interface Upload {
  /** Resolves with the answer's JSON; rejects with an ApiProblem, or an AbortError where it was aborted. */
  answer: Promise<unknown>;
  stop: () => void;
}

/** How a file is to be read. */
export interface UploadOptions {
  /** A profile's id; empty: told by the columns. */
  profile: string;
  /** Before order numbers; empty: what is kept of the profile. */
  prefix: string;
  /** Known orders are the same ones, also where nothing but the number says so. */
  sameShop: boolean;
  /** Read everything and write nothing. */
  dryRun: boolean;
}

export interface UploadParts {
  file: Blob;
  options: UploadOptions;
  csrfToken: string;
  /** @param sent bytes that the browser has passed to the network */
  onProgress: (sent: number) => void;
}

/** Sends a file unchanged. Uses XMLHttpRequest, since fetch does not report the progress of a request body. */
export function startUpload({ file, options, csrfToken, onProgress }: UploadParts): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<unknown>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(jsonOrNull(request.responseText));
      else void withWords(problemIn(request.status, request.responseText)).then(reject);
    });
    request.addEventListener('error', () => reject(new ApiProblem('offline', 0)));
    request.addEventListener('timeout', () => reject(new ApiProblem('offline', 0)));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
  });
  const query = new URLSearchParams({
    ...(options.profile === '' ? {} : { profile: options.profile }),
    ...(options.prefix === '' ? {} : { prefix: options.prefix }),
    ...(options.sameShop ? { sameShop: 'true' } : {}),
    ...(options.dryRun ? { dryRun: 'true' } : {}),
  });
  request.open('POST', `/api/imports?${query.toString()}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('x-star7-csrf', csrfToken);
  request.send(file);
  return { answer, stop: () => request.abort() };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
