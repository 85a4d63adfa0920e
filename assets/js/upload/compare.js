// Whether what has arrived of an upload is the beginning of this very file: compared block by block, never guessed.
import { askJson } from "./asking.js";
import { sha256 } from "./hashing.js";

// Of more than so many blocks (1 GiB), a quick comparison takes samples and all that came last.
const ALL = 256;
const LAST = 64;
const SAMPLES = 12;

/**
 * → {isSame, offset, modified}: `offset` is how far the server is, and all of it was compared unless `isQuick`, which is for the
 * same page and the same file after a break of seconds. `modified` is when the file that was begun had last been changed,
 * in milliseconds, 0 if nobody said so. `at(share)` hears how much is done, from 0 to 1.
 * Throws what the browser throws when it may not read the file, and {status} when the server does not answer.
 */
export async function compare(file, url, { isQuick = false, at = () => {}, signal } = {}) {
  let from = 0;
  let coming = page(url, from, signal);
  for (;;) {
    const { block, offset, hashes, is_whole: isWhole, modified } = await coming;
    const count = Math.ceil(offset / block);
    at(from / (count || 1)); // not before the server answers: nothing is compared over a line that is lost
    if (isWhole || from + hashes.length >= count || !hashes.length) {
      return { isSame: await areSame(file, { from, block, offset, hashes, count, at }), offset, modified };
    }
    const next = following(from, hashes.length, count, isQuick);
    coming = page(url, next, signal);
    coming.catch(() => {}); // heard when it is waited for
    if (!(await areSame(file, { from, block, offset, hashes, count, at }))) return { isSame: false, offset, modified };
    from = next;
  }
}

function page(url, from, signal) {
  return askJson(`${url}/blocks?from=${from}`, { signal });
}

function following(from, length, count, isQuick) {
  if (!isQuick || count <= ALL || from >= count - LAST) return from + length;
  return Math.min(count - LAST, from + Math.max(length, Math.ceil((count - LAST) / SAMPLES)));
}

async function areSame(file, { from, block, offset, hashes, count, at }) {
  for (const [index, hash] of hashes.entries()) {
    const start = (from + index) * block;
    const end = Math.min(start + block, offset);
    if (end > file.size) return false;
    if ((await sha256(await file.slice(start, end).arrayBuffer())) !== hash) return false;
    at((from + index + 1) / count);
  }
  return true;
}
