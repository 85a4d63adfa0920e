// SHA-256 in hex, by the browser; where it has none (a page that is neither https nor on this machine), by a library.

export async function sha256(bytes) {
  const digest = globalThis.crypto?.subtle ? await crypto.subtle.digest("SHA-256", bytes) : await slowly(bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function slowly(bytes) {
  const library = await import("@noble/hashes/sha2.js");
  return library.sha256(new Uint8Array(bytes)).buffer;
}
