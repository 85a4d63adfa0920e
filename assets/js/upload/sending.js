// One file on its way over tus: tries again for hours, stops with a reason only when trying again cannot help.
import { Upload } from "tus-js-client";

// Each request is answered before the next: a proxy that wants whole requests gets small ones, and a session
// that ended is noticed soon.
const CHUNK = 32 * 1024 * 1024;
const PATIENCE = [0, 1_000, 3_000, 5_000, 10_000, 20_000, ...Array(480).fill(30_000)];
const FULL = 507;

/**
 * `hear` has begun(url), moved(sent, total), waiting(), stopped({status, words}) and received().
 * With `url`, it goes on with that upload; the server says from where.
 */
export class Sending {
  #upload;

  constructor(file, { endpoint, url, metadata, hear }) {
    this.#upload = new Upload(file, {
      endpoint: url ? null : endpoint,
      uploadUrl: url,
      metadata,
      chunkSize: CHUNK,
      retryDelays: PATIENCE,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        // Without an endpoint it never begins anew by itself, not even when the server is away for a moment.
        this.#upload.options.endpoint = null;
        hear.begun(this.#upload.url);
      },
      onProgress: hear.moved,
      onShouldRetry: (error) => mayPass(error) && (hear.waiting(), true),
      onError: (error) => hear.stopped(reason(error)),
      onSuccess: () => hear.received(),
    });
  }

  /** Begins or goes on, asking the server first how far it came. */
  start() {
    this.#upload.start();
  }

  pause() {
    this.#upload.abort();
  }
}

function mayPass(error) {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status === 409 || status === 460 || (status >= 500 && status !== FULL);
}

/** The status, and the server's own sentence where it sent one. */
function reason(error) {
  const answer = error.originalResponse;
  if (!answer) return { status: 0 };
  try {
    return { status: answer.getStatus(), words: JSON.parse(answer.getBody()).error };
  } catch {
    return { status: answer.getStatus() };
  }
}
