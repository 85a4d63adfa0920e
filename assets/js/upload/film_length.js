// How long a film is as far as this browser can read it, and what the category says to that.
import { fill } from "./words.js";

const PATIENCE = 8_000;

/** Whole seconds; undefined where the browser cannot read the format: then nothing is said. */
export function secondsOf(file) {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const settle = (seconds) => {
      clearTimeout(timer);
      video.removeAttribute("src");
      URL.revokeObjectURL(address);
      resolve(Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : undefined);
    };
    const timer = setTimeout(settle, PATIENCE);
    video.addEventListener("error", () => settle());
    video.addEventListener("loadedmetadata", () => settle(video.videoWidth ? video.duration : undefined));
    video.preload = "metadata";
    video.src = address;
  });
}

/** The question where a film of so many seconds is too short or too long, and the categories that would hold it. */
export function lengthQuestion(seconds, { here, others, words, move }) {
  if (seconds === undefined || holds(here, seconds)) return undefined;
  const fitting = move ? others.filter((other) => holds(other, seconds)) : [];
  const isShort = here.least !== null && seconds < here.least;
  const pattern = `${isShort ? "short" : "long"}${fitting.length ? "_fits" : ""}`;
  const question = fill(words[pattern], {
    limit: clock(isShort ? here.least : here.most),
    length: clock(seconds),
    other: fitting.map(({ name }) => name).join(", "),
  });
  return { question, fitting: fitting.map(({ slug }) => slug) };
}

function holds({ least, most }, seconds) {
  return (least === null || seconds >= least) && (most === null || seconds <= most);
}

/** "40:12", "1:02:05" */
function clock(seconds) {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours ? `${hours}:${parts.join(":")}` : parts.join(":").replace(/^0/, "");
}
