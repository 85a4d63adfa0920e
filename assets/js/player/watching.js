// Which seconds were really played: kept as stretches [from, to], sent every ten seconds and when the page is left.
import { csrfToken } from "../main/fragments.js";

const EVERY_MILLISECONDS = 10_000;
const LONGEST_STEP = 2; // seconds of film between two signs of life, at normal speed: more is a jump

export class Watching {
  constructor(player) {
    this.player = player;
    this.url = player.element.dataset.watchUrl;
    this.stretches = JSON.parse(player.element.dataset.seen);
    this.unsent = [];
    this.last = null;
    const { video } = player;
    video.addEventListener("playing", () => (this.last = video.currentTime));
    video.addEventListener("timeupdate", () => this.follow());
    for (const moment of ["seeking", "pause", "ended"]) video.addEventListener(moment, () => this.rest());
    if (this.url) this.startSending();
  }

  /** Counts what was played since the last sign of life. */
  follow() {
    const { currentTime, playbackRate, seeking, paused } = this.player.video;
    const step = this.last === null ? 0 : currentTime - this.last;
    if (!seeking && step > 0 && step <= LONGEST_STEP * playbackRate) {
      this.stretches = extended(this.stretches, [this.last, currentTime]);
      this.unsent = extended(this.unsent, [this.last, currentTime]);
    }
    this.last = seeking || paused ? null : currentTime;
  }

  rest() {
    this.last = null;
  }

  startSending() {
    setInterval(() => this.send(), EVERY_MILLISECONDS);
    this.player.video.addEventListener("pause", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    addEventListener("pagehide", () => this.send());
  }

  /** Tells the server; a request that is kept alive outlives the page. What did not arrive is sent again. */
  async send() {
    const played = this.unsent;
    if (!played.length || this.isSending) return;
    this.isSending = true;
    this.unsent = [];
    const arrived = await fetch(this.url, {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ played }),
    }).then(({ ok }) => ok, () => false);
    this.isSending = false;
    if (!arrived) this.unsent = played.reduce(extended, this.unsent);
  }
}

/** The stretches with one more: sorted, none touching another. */
export function extended(stretches, added) {
  const merged = [];
  for (const [from, to] of [...stretches, added].sort((one, other) => one[0] - other[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
