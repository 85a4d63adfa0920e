// How a file is known again on another day, in another browser: its size and a hash of its first mebibyte.
const FIRST = 1024 * 1024;

/** Hex digits; "" where the browser has no crypto (a page that is neither https nor on this machine). */
export async function fingerprint(file) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.slice(0, FIRST).arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The unfinished upload that is of this very file, or undefined. */
export function sameFile(unfinished, file, print) {
  return unfinished.find(
    (known) =>
      known.length === file.size &&
      (print && known.fingerprint ? known.fingerprint === print : known.filename === file.name),
  );
}
