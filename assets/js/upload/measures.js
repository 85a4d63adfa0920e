// Sizes, speeds and times left, said in the reader's language.
const language = document.documentElement.lang || "en";
const SIZES = [
  [1e9, "gigabyte"],
  [1e6, "megabyte"],
  [1e3, "kilobyte"],
  [1, "byte"],
];
const TIMES = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

/** "3.4 GB" */
export function size(bytes) {
  const [scale, unit] = scaleOf(bytes);
  return said(bytes / scale, { style: "unit", unit, unitDisplay: "short" });
}

/** ["1.2", "3.4 GB"]: what came, in the unit of the whole. */
export function sizeOf(part, whole) {
  const [scale] = scaleOf(whole);
  return [said(part / scale, {}), size(whole)];
}

/** "640 kB/s" */
export function speed(bytesPerSecond) {
  const [scale, unit] = scaleOf(bytesPerSecond);
  return said(bytesPerSecond / scale, { style: "unit", unit: `${unit}-per-second`, unitDisplay: "short" });
}

/** "58 minutes", "2 hours", "1 minute" at least. */
export function timeLeft(seconds) {
  const [scale, unit] = TIMES.find(([scale]) => seconds >= 1.5 * scale) ?? TIMES.at(-1);
  const count = Math.max(1, Math.round(seconds / scale));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** How fast bytes moved of late; call `at(sent)` whenever some did. Bytes per second, 0 while unknown. */
export class Speedometer {
  #samples = [];

  at(sent, now = performance.now()) {
    this.#samples.push([now, sent]);
    while (this.#samples.length > 2 && now - this.#samples[0][0] > 15_000) this.#samples.shift();
  }

  reset() {
    this.#samples = [];
  }

  get bytesPerSecond() {
    const [first, last] = [this.#samples.at(0), this.#samples.at(-1)];
    const seconds = last ? (last[0] - first[0]) / 1000 : 0;
    return seconds >= 1 ? Math.max(0, (last[1] - first[1]) / seconds) : 0;
  }
}

function scaleOf(bytes) {
  return SIZES.find(([scale]) => bytes >= scale) ?? SIZES.at(-1);
}

function said(number, options) {
  const digits = number < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: digits }).format(number);
}
