// One player: the film, its controls, its line of time, and what it tells others.
//
// It says `player:time` (detail: seconds, isPlaying) on its element as the film goes on, and obeys any element on
// the page with data-seek="83": a click there goes to that second.
import { startControls } from "./controls.js";
import { startKeys } from "./keys.js";
import { Source } from "./source.js";
import { startTimeline } from "./timeline.js";
import { Watching } from "./watching.js";

const NEAR_THE_END = 10;

export class Player {
  constructor(element) {
    this.element = element;
    this.video = element.querySelector("video");
    this.words = JSON.parse(element.dataset.words);
    this.seconds = Math.round(element.dataset.seconds);
    this.video.controls = false;
    element.classList.add("is-live");

    this.watching = new Watching(this);
    this.source = new Source(this);
    startControls(this);
    startTimeline(this);
    startKeys(this);
    this.goOnWhereLeft();
    this.tell();
    if ("begins" in element.dataset) this.play();
  }

  get isPlaying() {
    return !this.video.paused && !this.video.ended;
  }

  /** The second shown: of the film, or of where it will begin before it is loaded. */
  get at() {
    return this.source.isOpen ? this.video.currentTime : this.source.startAt;
  }

  async toggle() {
    if (this.isPlaying) this.video.pause();
    else await this.play();
  }

  async play() {
    await this.source.open();
    if (this.video.ended) this.seek(0);
    await this.video.play().catch((error) => {
      if (error.name !== "AbortError") this.say(this.words.press);
    });
  }

  seek(second) {
    const target = Math.min(Math.max(second, 0), this.seconds);
    if (this.source.isOpen) this.video.currentTime = target;
    else this.source.startAt = target;
    this.announce();
  }

  /** Shows a line of words over the film; nothing takes it away. */
  say(words = "") {
    const line = this.element.querySelector(".player-words");
    line.textContent = words;
    line.hidden = !words;
  }

  announce() {
    const detail = { seconds: this.at, isPlaying: this.isPlaying };
    this.element.dispatchEvent(new CustomEvent("player:time", { detail, bubbles: true }));
  }

  tell() {
    for (const moment of ["timeupdate", "play", "pause", "seeked", "ended"]) {
      this.video.addEventListener(moment, () => this.announce());
    }
    this.video.addEventListener("playing", () => this.say());
    this.video.addEventListener("waiting", () => this.say(this.words.waiting));
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-seek]");
      if (!link) return;
      event.preventDefault();
      this.seek(Number(link.dataset.seek));
    });
  }

  /** Begins where this person left the film, as the server remembers, or else this device. */
  goOnWhereLeft() {
    const key = `at:${location.pathname}`;
    const left = Number(this.element.dataset.at) || Number(localStorage.getItem(key));
    if (left > 0 && left < this.seconds - NEAR_THE_END) this.seek(left);
    this.element.addEventListener("player:time", ({ detail }) => {
      localStorage.setItem(key, Math.floor(detail.seconds));
    });
  }
}
