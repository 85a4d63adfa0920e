// Forms: the eye goes to what is wrong, long texts say how much room is left, words are saved as they are written.
import { everywhere } from "./fragments.js";

const PAUSE = 900;
const RETRY = 5000;
const PATIENCE = 20_000;

export function startForms() {
  everywhere((root) => {
    root.querySelector("[data-focus]")?.focus();
    root.querySelectorAll("[data-counter]").forEach(count);
    root.querySelectorAll("form[data-guard], form[data-autosave]").forEach(guard);
    root.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
  });
}

function count(field) {
  const counter = document.getElementById(field.dataset.counter);
  const say = () => {
    const left = Number(counter.dataset.most) - [...field.value].length;
    counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{count}", Math.abs(left));
    counter.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", say);
  say();
}

/** Asks before a page with unsent words is left. */
function guard(form) {
  form.addEventListener("input", () => (form.dataset.dirty = ""));
  form.addEventListener("submit", () => delete form.dataset.dirty);
  addEventListener("beforeunload", (event) => {
    if ("dirty" in form.dataset && form.isConnected) event.preventDefault();
  });
}

/**
 * Posts the form to data-autosave a moment after the last keystroke, one save after another. The form is sent when
 * none is on its way any more: the answer to a save brings the version that the form must carry.
 * The answer is JSON: {saved_at: "18:02", version: 7}, or with a status of 4xx {error: "Why not."}.
 */
class Autosave {
  #timer;
  #running = Promise.resolve();
  #saves = 0;
  #isHeld = false;

  constructor(form) {
    this.form = form;
    this.sign = form.querySelector(".saved");
    form.addEventListener("input", () => this.#later(PAUSE));
    form.addEventListener("submit", (event) => this.#hold(event));
    form.addEventListener("form:save", ({ detail }) => detail.wait(this.#saveNow()));
  }

  /** Before another page takes the place of this one. */
  #saveNow() {
    clearTimeout(this.#timer);
    if ("dirty" in this.form.dataset) this.#begin();
    return this.#running;
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), delay);
  }

  #begin() {
    this.#saves += 1;
    this.#running = this.#running.then(() => this.#save()).finally(() => (this.#saves -= 1));
  }

  async #save() {
    const { form, sign } = this;
    delete form.dataset.dirty;
    show(sign, sign.dataset.saving);
    try {
      settle(form, sign, await post(form));
    } catch {
      form.dataset.dirty = "";
      show(sign, sign.dataset.unsaved, true);
      this.#later(RETRY);
    }
  }

  async #hold(event) {
    clearTimeout(this.#timer);
    if (!this.#saves) return;
    event.preventDefault();
    if (this.#isHeld) return;
    this.#isHeld = true;
    await this.#running;
    this.#isHeld = false;
    this.form.requestSubmit(event.submitter);
  }
}

async function post(form) {
  const headers = { Accept: "application/json" };
  const sent = { method: "POST", body: new FormData(form), headers, signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(form.dataset.autosave, sent);
  if (answer.status >= 500) throw new Error(answer.statusText);
  return answer.json();
}

function settle(form, sign, { saved_at, version, error }) {
  if (error) {
    form.dataset.dirty = "";
    show(sign, error, true);
    return;
  }
  show(sign, sign.dataset.saved.replace("{time}", saved_at));
  if (version !== undefined && form.elements.version) form.elements.version.value = version;
}

function show(sign, words, isFailed = false) {
  sign.textContent = words;
  sign.classList.toggle("is-failed", isFailed);
}
