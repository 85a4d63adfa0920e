// The line on the board: moved by mouse or keyboard, it shows at once which films would come in or go out.
// Films cross the line rather than the line them: so it keeps the focus, and the pointer that holds it.
import { everywhere } from "./main/fragments.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
const EDGE = 80;
const SCROLL = 16;
const MOST_NAMED = 5;
const language = document.documentElement.lang;

everywhere((root) => {
  const handle = root.querySelector(".cutoff-handle");
  if (handle) enliven(handle, new Line(handle));
});

class Line {
  /** Films that can cross are those that scores order: no hand has put them where they are. */
  constructor(handle) {
    this.handle = handle;
    this.table = handle.closest("table");
    this.form = handle.parentElement.querySelector("form");
    this.words = handle.parentElement.querySelector("output");
    this.input = this.form.elements.places;
    this.films = [...this.table.querySelectorAll("tr[data-rank]")];
    this.ranks = this.films.map(({ dataset }) => dataset.rank);
    this.cutoffs = this.table.querySelectorAll(".plot-cutoff");
    this.cutoffBefore = this.cutoffs[0]?.getAttribute("x");
    this.pinned = Number(handle.dataset.pinned);
    this.most = Number(handle.getAttribute("aria-valuemax"));
    this.before = this.places = Number(handle.getAttribute("aria-valuenow"));
    this.above = this.aboveBefore = this.countAbove(this.before);
  }

  /** How many of the films are in; equal ones on the line are all out, as `standing.stand` has it. */
  countAbove(places) {
    const free = Math.max(0, places - this.pinned);
    if (free >= this.films.length) return this.films.length;
    return this.ranks.indexOf(this.ranks[free]);
  }

  moveTo(places) {
    this.places = Math.min(this.most, Math.max(0, places));
    this.cross(this.countAbove(this.places));
    const isMoved = this.places !== this.before;
    this.handle.setAttribute("aria-valuenow", this.places);
    this.form.querySelector("button").classList.toggle("primary", isMoved);
    this.words.textContent = isMoved ? this.inWords() : "";
  }

  cross(above) {
    const [inside, , outside] = this.table.tBodies;
    const first = Math.min(above, this.above);
    const crossing = this.films.slice(first, Math.max(above, this.above));
    if (above > this.above) inside.append(...crossing);
    else outside.prepend(...crossing);
    crossing.forEach((film, place) => {
      const wasIn = first + place < this.aboveBefore;
      film.classList.toggle("comes-in", above > this.above && !wasIn);
      film.classList.toggle("goes-out", above < this.above && wasIn);
    });
    this.above = above;
    this.drawCut();
  }

  /** The upright line through all intervals: half-way between the last film in and the first one out. */
  drawCut() {
    const sides = [this.films[this.above - 1], this.films[this.above]].map((film) => Number(film?.dataset.at));
    const cutoff = (sides[0] + sides[1]) / 2;
    const at = this.above === this.aboveBefore || Number.isNaN(cutoff) ? this.cutoffBefore : `${cutoff}%`;
    for (const upright of this.cutoffs) upright.setAttribute("x", at);
  }

  inWords() {
    const said = this.words.dataset;
    const coming = this.films.slice(this.aboveBefore, this.above);
    const going = this.films.slice(this.above, this.aboveBefore);
    if (coming.length) return `${said.in.replace("{films}", () => this.named(coming))} ${said.then}`;
    if (going.length) return `${said.out.replace("{films}", () => this.named(going))} ${said.then}`;
    return said.same;
  }

  named(films) {
    const titles = films.slice(0, MOST_NAMED).map(titleOf);
    const left = films.length - titles.length;
    if (left > 0) titles.push(this.words.dataset.more.replace("{count}", left));
    return new Intl.ListFormat(language).format(titles);
  }
}

/** A film's title in quotes, isolated, so that one in Arabic turns nothing around it. */
function titleOf(film) {
  return `“\u2068${film.querySelector(".film-title").textContent.trim()}\u2069”`;
}

function enliven(handle, line) {
  handle.hidden = document.getElementById("line-help").hidden = false;
  if (location.hash === "#line") handle.focus(); // it was just moved: the keys go on from here
  handle.addEventListener("keydown", (event) => press(event, line));
  handle.addEventListener("pointerdown", (event) => drag(event, line));
  line.input.addEventListener("input", () => {
    if (/^\d+$/.test(line.input.value)) line.moveTo(Number(line.input.value));
  });
}

function press(event, line) {
  if (event.key in STEPS) put(line, line.places + STEPS[event.key]);
  else if (event.key === "Escape") put(line, line.before);
  else if (event.key === "Enter") line.form.requestSubmit();
  else return;
  event.preventDefault();
  event.stopPropagation();
  line.handle.scrollIntoView({ block: "nearest" });
}

function put(line, places) {
  line.moveTo(places);
  line.input.value = line.places;
}

/** Heights are read once; from then on each frame only reckons, and moves the films that the pointer has passed. */
function drag(event, line) {
  const heights = line.films.map((film) => film.offsetHeight);
  const start = { above: line.above, at: event.clientY + scrollY };
  let pointer = event.clientY;
  let frame = requestAnimationFrame(follow);

  function follow() {
    if (pointer < EDGE) scrollBy(0, -SCROLL);
    else if (pointer > innerHeight - EDGE) scrollBy(0, SCROLL);
    const above = passed(heights, start.above, pointer + scrollY - start.at);
    if (above !== line.above) put(line, line.pinned + above);
    frame = requestAnimationFrame(follow);
  }
  const move = ({ clientY }) => (pointer = clientY);
  const stop = () => {
    cancelAnimationFrame(frame);
    line.handle.removeEventListener("pointermove", move);
  };
  line.handle.setPointerCapture(event.pointerId);
  line.handle.addEventListener("pointermove", move);
  line.handle.addEventListener("lostpointercapture", stop, { once: true });
  line.handle.focus();
  event.preventDefault();
}

/** How many films stand above a line that began below `above` of them and was pulled by so many pixels. */
function passed(heights, above, pulled) {
  while (pulled > 0 && above < heights.length && pulled > heights[above] / 2) pulled -= heights[above++];
  while (pulled < 0 && above > 0 && -pulled > heights[above - 1] / 2) pulled += heights[--above];
  return above;
}
