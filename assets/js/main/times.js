// Moments in the visitor's own zone, and countdowns by the festival's clock.
import { everywhere } from "./fragments.js";

const language = document.documentElement.lang;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function startTimes() {
  rememberZone();
  everywhere((root) => {
    root.querySelectorAll("time[data-here]").forEach(sayHere);
    root.querySelectorAll("[data-until]").forEach((deadline) => setClock(deadline, root === document.body));
  });
  setInterval(() => document.querySelectorAll("[data-until]").forEach(tick), 1000);
}

/** Tells the server which zone this visitor reads times in. */
function rememberZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `zone=${timeZone}; path=/; max-age=31536000; samesite=lax${secure}`;
}

/** Says the moment where the visitor is, unless clocks there show the same: in a deadline beside it, else on hover. */
function sayHere(element) {
  const { here: pattern, zone } = element.dataset;
  const at = new Date(element.dateTime);
  const said = "ends" in element.dataset ? asEnd : weekdayAndTime;
  const here = said(at);
  if (here.join() === said(at, zone).join()) return;
  const words = pattern.replace("{weekday}", here[0]).replace("{time}", here[1]);
  if (element.closest(".deadline")) element.after(" ", words);
  else element.title = words;
  delete element.dataset.here;
}

/** Midnight that ends something is 24:00 of the day before, as the server says it. */
function asEnd(at, timeZone) {
  const [weekday, time] = weekdayAndTime(at, timeZone);
  return time === "00:00" ? [weekdayAndTime(new Date(at - 1), timeZone)[0], "24:00"] : [weekday, time];
}

function weekdayAndTime(at, timeZone) {
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone }).format(at);
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(at);
  return [weekday, time];
}

/** The page says what time it was at the festival when it was sent; from then on the visitor's clock only counts. */
function setClock(deadline, isWholePage) {
  const arrived = isWholePage
    ? performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now())
    : Date.now();
  deadline.lag = Date.parse(deadline.dataset.now) - arrived;
  tick(deadline);
}

function tick(deadline) {
  const words = deadline.querySelector("[data-left]");
  const seconds = Math.floor((Date.parse(deadline.dataset.until) - Date.now() - deadline.lag) / 1000);
  const pattern = seconds > 0 ? words.dataset.left : words.dataset.past;
  words.textContent = pattern.replace("{span}", span(Math.abs(seconds)));
  deadline.classList.toggle("is-near", seconds > 0 && seconds < 86_400);
  deadline.classList.toggle("is-past", seconds <= 0);
}

/** A span in its two greatest units: "12 days 4 hours", "7 minutes 5 seconds". */
function span(seconds) {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return inUnits(0, "second");
  let rest = seconds;
  return UNITS.slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count > 0 ? inUnits(count, unit) : "";
    })
    .join(" ")
    .trim();
}

function inUnits(count, unit) {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
