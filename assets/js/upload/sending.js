// One file on its way over tus: tries again for hours, stops with a reason only when trying again cannot help.
import { Upload } from "tus-js-client";

import { compare } from "./compare.js";

// Each request is answered before the next: a proxy that wants whole requests gets small ones, and a session
// that ended is noticed soon.
const CHUNK = 32 * 1024 * 1024;
const PATIENCE = [0, 1_000, 3_000, 5_000, 10_000, 20_000, ...Array(480).fill(30_000)];
const FULL = 507;
const BUSY = 503;
const FRESH = 60_000;
const DIFFERS = "DataError";
const UNREADABLE = new Set(["NotReadableError", "NotFoundError"]);

/**
 * `hear` has begun(url), comparing(share), moved(sent, total), waiting({status, words, accepted}), differs(), changed(), stopped({status, words})
 * and received(). With `url`, it continues that upload from `agreed`, the bytes that were compared already; without,
 * they are compared first, and so they are after every break.
 */
export class Sending {
  #file;
  #endpoint;
  #url;
  #agreed;
  #agreedAt = 0;
  #accepted = 0;
  #compared;
  #metadata;
  #hear;
  #upload;
  #turn = 0;
  #reached = 0;
  #stopping = new AbortController();
  #hurry = () => {};

  constructor(file, { endpoint, url, agreed, metadata, hear }) {
    this.#file = file;
    this.#endpoint = endpoint;
    this.#url = url;
    if (agreed !== undefined) this.#agree(agreed);
    this.#compared = agreed;
    this.#metadata = metadata;
    this.#hear = hear;
  }

  /** Begins or goes on. */
  start() {
    this.#halt();
    this.#stopping = new AbortController();
    this.#run(this.#turn);
  }

  /** For as long as somebody likes: the file may be another when it goes on. */
  pause() {
    this.#halt();
    this.#agreed = undefined;
  }

  #halt() {
    this.#turn += 1;
    this.#upload?.abort();
    this.#stopping.abort();
    this.#hurry();
  }

  /** Perhaps the line is back: do not wait for the next try. */
  hurry() {
    this.#hurry();
  }

  async #run(turn) {
    let failures = 0;
    let isQuick = false;
    while (turn === this.#turn) {
      const before = this.#reached;
      try {
        const isSame = await this.#isSame(isQuick);
        if (turn !== this.#turn) return;
        if (!isSame) return this.#hear.differs();
        await this.#send(turn);
        return this.#hear.received();
      } catch (error) {
        if (turn !== this.#turn) return;
        if (statusOf(error) !== BUSY || Date.now() - this.#agreedAt > FRESH) this.#agreed = undefined;
        if (this.#reached > before) failures = 0;
        if (error.causingError?.name === DIFFERS) return this.#hear.differs();
        if (isOfFile(error)) return this.#hear.changed();
        if (!mayPass(error) || failures >= PATIENCE.length) return this.#hear.stopped(reason(error));
        this.#hear.waiting({ ...reason(error), accepted: this.#accepted });
        await this.#rest(PATIENCE[failures]);
        failures += 1;
        isQuick = true;
      }
    }
  }

  async #isSame(isQuick) {
    if (!this.#url || this.#agreed !== undefined) return true;
    const { isSame, offset } = await this.#compare(isQuick);
    this.#agree(offset);
    return isSame;
  }

  async #compare(isQuick) {
    const { signal } = this.#stopping;
    const at = (share) => !signal.aborted && this.#hear.comparing(share);
    const found = await compare(this.#file, this.#url, { isQuick, at, signal });
    this.#compared = found.offset;
    return found;
  }

  /** Before the last piece completes it: not every browser notices a file that was changed under its hands. */
  async #checkAllOfIt(start) {
    if (start === this.#compared) return;
    const { isSame } = await this.#compare(true);
    if (!isSame) throw new DOMException("not what was sent", DIFFERS);
  }

  #send(turn) {
    return new Promise((resolve, reject) => {
      this.#upload = new Upload(this.#file, {
        endpoint: this.#url ? null : this.#endpoint,
        uploadUrl: this.#url,
        metadata: this.#metadata,
        chunkSize: CHUNK,
        retryDelays: null,
        storeFingerprintForResuming: false,
        fileReader: { openFile: async (file) => new Unchanged(file, (start) => this.#checkAllOfIt(start)) },
        onBeforeRequest: (request) => this.#checkOffset(request),
        onUploadUrlAvailable: () => this.#begun(this.#upload.url),
        onProgress: (sent, total) => turn === this.#turn && this.#moved(sent, total),
        onChunkComplete: (_, accepted) => this.#agree(accepted),
        onError: reject,
        onSuccess: resolve,
      });
      this.#upload.start();
    });
  }

  #begun(url) {
    if (!this.#url) this.#agree(0);
    this.#url = url;
    this.#hear.begun(url);
  }

  #agree(offset) {
    this.#agreed = offset;
    this.#accepted = offset;
    this.#agreedAt = Date.now();
  }

  #moved(sent, total) {
    this.#reached = sent;
    this.#hear.moved(sent, total);
  }

  /** Somebody else may have sent more meanwhile: what was not compared is not built upon. */
  #checkOffset(request) {
    if (request.getMethod() !== "PATCH") return;
    if (Number(request.getHeader("Upload-Offset")) !== this.#agreed) throw new Error("more has arrived than was compared");
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#hurry = () => (clearTimeout(timer), resolve());
    });
  }
}

/** A file that is read piece by piece, each piece whole and from a file that is still what was chosen. */
class Unchanged {
  constructor(file, beforeTheEnd) {
    this.file = file;
    this.size = file.size;
    this.beforeTheEnd = beforeTheEnd;
  }

  async slice(start, end) {
    if (start && end >= this.size) await this.beforeTheEnd(start);
    const bytes = await this.file.slice(start, end).arrayBuffer();
    if (bytes.byteLength !== Math.min(end, this.size) - start) throw new DOMException("shorter now", "NotReadableError");
    await this.file.slice(0, 1).arrayBuffer(); // refused by the browser when the file was changed meanwhile
    return { value: new Blob([bytes]), done: end >= this.size };
  }

  close() {}
}

function isOfFile(error) {
  return UNREADABLE.has(error.name) || UNREADABLE.has(error.causingError?.name);
}

function mayPass(error) {
  const status = statusOf(error);
  return status === 0 || status === 409 || status === 460 || (status >= 500 && status !== FULL);
}

/** The status, and the server's own sentence where it sent one. */
function reason(error) {
  const answer = error.originalResponse;
  const status = statusOf(error);
  if (!answer) return { status, words: error.words };
  try {
    return { status, words: JSON.parse(answer.getBody()).error };
  } catch {
    return { status };
  }
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? error.status ?? 0;
}
