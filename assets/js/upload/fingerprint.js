// How a file is found again among unfinished uploads, on another day, in another browser: its size and a hash of its
// first mebibyte. It only finds: whether it is the same file, compare.js says.
import { sha256 } from "./hashing.js";

const FIRST = 1024 * 1024;

/** Hex digits. */
export async function fingerprint(file) {
  return sha256(await file.slice(0, FIRST).arrayBuffer());
}

/** The unfinished uploads that may be of this file, the likeliest first. */
export function perhapsOf(unfinished, file, print) {
  return unfinished.filter(
    (known) =>
      known.length === file.size &&
      (known.fingerprint ? known.fingerprint === print : known.offset > 0 || known.filename === file.name),
  );
}
