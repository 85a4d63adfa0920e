// Which upload a chosen file continues: found by comparing it with all that is unfinished, and asked where it is another.
import { compare } from "./compare.js";
import { fingerprint, perhapsOf } from "./fingerprint.js";
import { refusalOf } from "./first_look.js";
import { whatToContinue } from "./questions.js";

/**
 * → {refused}: why it is no film; {instead}: another file is to be chosen, and what to say; or {print, known}: its
 * fingerprint, and the upload to continue, undefined for a new one. `comparing(known)` hears with which it is compared,
 * `at(share)` how far that is. Throws {status} of a server that does not answer, and what the browser throws at the file.
 */
export async function choice(file, { display, unfinished, checks, signal, comparing, at }) {
  const refused = await refusalOf(file, checks);
  if (refused) return { refused };
  const print = await fingerprint(file);
  await unfinished.look();
  const found = await find(file, print, { unfinished, signal, comparing, at });
  if (signal.aborted) return {};
  const { known, instead } = await whatToContinue(display, file, { standing: unfinished.standing, ...found });
  return { print, known, instead };
}

/** The unfinished upload whose bytes this file begins with, and whether one looked like it and is not. */
async function find(file, print, { unfinished: { standing, all }, signal, comparing, at }) {
  let differs = false;
  const likely = perhapsOf(all, file, print).sort((one) => (one === standing ? -1 : 0));
  for (const known of likely) {
    if (signal.aborted) break;
    comparing(known);
    const { isSame, offset, modified } = await compare(file, known.url, { at, signal });
    if (isSame) return { known: { ...known, offset, modified }, differs };
    differs ||= known === standing;
  }
  return { differs };
}
