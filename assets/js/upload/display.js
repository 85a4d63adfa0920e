// What the panel of an upload shows: one state at a time, a bar with its words, a question with its answers.
import { sayArrived, sayState } from "./beside.js";
import { fold, openAround } from "./folding.js";
import { sizeOf, speed, timeLeft } from "./measures.js";
import { setPrefix } from "./title.js";
import { fill, percent } from "./words.js";

const RESTING = new Set(["choose", "unfinished", "received", "refused"]);
const WORDS_BESIDE_THE_BAR = { waiting: "lost", turn: "queued" };
const KNOWN_HERE = new Set(["sending", "paused", "waiting", "turn", "stopped", "over", "received"]);

export class Display {
  #share = 0;
  #answer = () => {};

  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.querySelector(".upload-texts").textContent);
    for (const button of root.querySelectorAll("[data-answer]")) {
      button.addEventListener("click", () => this.#answer(button.dataset.answer));
    }
  }

  get state() {
    return this.root.dataset.state;
  }

  part(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }

  name(words) {
    this.part("name").textContent = words;
  }

  /** CSS shows what fits the state; `trouble` is said beside it. */
  show(state, trouble = "") {
    if (this.state !== state || trouble) this.say(trouble);
    this.root.dataset.state = state;
    for (const part of this.root.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    }
    this.part("sign-in").hidden = true;
    this.part("trouble").textContent = trouble;
    this.#nameThePage();
    this.#sayState();
    if (state !== "choose") openAround(this.root);
    if (this.root.dataset.kind === "film") fold(!RESTING.has(state));
  }

  /** Asks, and hears which of the answers was chosen: keep, same, instead, anew, or one that `more` brings. */
  ask(words, answers, labels = {}) {
    this.show("asked");
    this.part("question").textContent = words;
    this.say(words);
    const buttons = [...this.root.querySelectorAll("[data-answer]")];
    for (const button of buttons) {
      const { answer } = button.dataset;
      button.hidden = !answers.includes(answer);
      if (labels[answer]) button.textContent = labels[answer];
    }
    buttons.find((button) => !button.hidden).focus();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** How much of it is here, or of the comparison done. */
  draw(sent, total, bytesPerSecond = 0) {
    const bar = this.root.querySelector("progress");
    bar.max = total || 1;
    bar.value = total ? sent : 1;
    this.#share = bar.value / bar.max;
    const standing = this.words[WORDS_BESIDE_THE_BAR[this.state] ?? "standing"];
    const words = bytesPerSecond > 0 ? this.words.moving : standing;
    const [part, whole] = sizeOf(sent, total);
    this.part("progress").textContent = fill(words, {
      sent: part,
      total: whole,
      speed: speed(bytesPerSecond),
      time: bytesPerSecond > 0 ? timeLeft((total - sent) / bytesPerSecond) : "",
    });
    if (this.root.dataset.kind === "film" && this.words.arrived) sayArrived(this.words.arrived, sent, total);
    this.#nameThePage();
    this.#sayState();
  }

  /** The same bar, while what has arrived is compared. */
  drawComparison(share) {
    const bar = this.root.querySelector("progress");
    bar.max = 1;
    bar.value = share;
    this.#share = share;
    this.part("progress").textContent = fill(this.words.comparing, { share: percent(share) });
    this.#nameThePage();
  }

  /** For those who do not see it. */
  say(words) {
    this.part("said").textContent = words;
  }

  /** The rest of the page says the same of the film. */
  #sayState() {
    if (this.root.dataset.kind !== "film" || !KNOWN_HERE.has(this.state)) return;
    sayState(this.root.querySelector(`.upload-state [data-when="${this.state}"]`));
  }

  #nameThePage() {
    if (this.root.dataset.kind !== "film") return;
    const words = this.words.title[this.state];
    setPrefix(words ? fill(words, { share: percent(this.#share) }) : "");
  }
}
