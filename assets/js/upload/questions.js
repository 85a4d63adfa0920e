// What is asked before a file is sent: whether it is the one that was begun, and whether it fits its category.
import { lengthQuestion, secondsOf } from "./film_length.js";
import { sizeOf } from "./measures.js";
import { fill, isolated } from "./words.js";

// Milliseconds: so roughly do some disks and browsers tell when a file was changed.
const SAME_TIME = 2_000;

/** What the sentences say of an upload: its name, how much has arrived, of how much. */
export function extent(known) {
  const [sent, total] = sizeOf(known.offset, known.length);
  return { name: isolated(known.filename), sent, total };
}

/**
 * → {known}: to continue with, a new upload where it is undefined; {instead}: neither, and what to say. `standing` is
 * what a new upload would replace, `known` what the file was found to be, `differs` that it looked like `standing`.
 */
export async function whatToContinue(display, file, { standing, known, differs }) {
  if (standing && known?.url !== standing.url) return askWhichFile(display, { standing, known, differs });
  if (known?.modified && Math.abs(known.modified - file.lastModified) > SAME_TIME) return askWhetherSame(display, known);
  return { known };
}

async function askWhichFile(display, { standing, known, differs }) {
  const said = extent(standing);
  const { words } = display;
  const keep = fill(words.keep, said);
  const answer = await display.ask(fill(words[differs ? "differs" : "other"], said), ["keep", "instead"], { keep });
  return answer === "instead" ? { known } : { instead: fill(words.chosen_other, said) };
}

async function askWhetherSame(display, known) {
  const answer = await display.ask(fill(display.words.modified, extent(known)), ["same", "anew", "none"]);
  if (answer === "none") return { instead: "" };
  return { known: answer === "same" ? known : undefined };
}

/** → the answer “anyway”, “none”, or {move}: the category in which it is entered. The festival takes such films, flagged. */
export async function askAboutLength(display, file, lengths) {
  const asked = lengths && lengthQuestion(await secondsOf(file), lengths);
  if (!asked) return "anyway";
  const moves = asked.fitting.map((slug) => `move ${slug}`);
  const answer = await display.ask(asked.question, [...moves, "anyway", "none"]);
  return answer.startsWith("move ") ? { move: answer.slice("move ".length) } : answer;
}
