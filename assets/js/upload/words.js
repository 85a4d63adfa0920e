// The panel's sentences, filled with what they speak of.

/** "{sent} of {total}" with its words. */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A file's name inside a sentence, whichever way it is written. */
export function isolated(name) {
  return `\u2068${name}\u2069`;
}

/** "40 %", as the reader writes it. */
export function percent(share) {
  const language = document.documentElement.lang || "en";
  return new Intl.NumberFormat(language, { style: "percent" }).format(Math.floor(share * 100) / 100);
}
