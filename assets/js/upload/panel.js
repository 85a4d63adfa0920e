// The panel of one upload: the target, the bar with its words, what is said when something is in the way.
import { fingerprint, sameFile } from "./fingerprint.js";
import { Speedometer, size, sizeOf, speed, timeLeft } from "./measures.js";
import { Sending } from "./sending.js";

const WORDS_OF_STATUS = { 0: "offline", 401: "signed_out", 410: "expired" };

export function startPanel(root) {
  new Panel(root).open();
}

class Panel {
  #words;
  #unfinished = [];
  #sending;
  #file;
  #print;
  #url;
  #claimed;
  #sent = 0;
  #tenth = 0;
  #speed = new Speedometer();

  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.#words = JSON.parse(root.querySelector(".upload-texts").textContent);
  }

  async open() {
    this.#listen();
    this.#show("choose");
    this.#unfinished = await this.#askUnfinished();
    const list = this.#part("unfinished");
    if (list) list.textContent = this.#unfinished.map((known) => this.#goesOn(known)).join(" ");
  }

  #listen() {
    const target = this.#part("target");
    const input = target.querySelector("input");
    input.addEventListener("change", () => input.files[0] && this.#choose(input.files[0]));
    target.addEventListener("dragover", (event) => (event.preventDefault(), target.classList.add("is-over")));
    target.addEventListener("dragleave", () => target.classList.remove("is-over"));
    target.addEventListener("drop", (event) => this.#drop(event, target));
    this.#part("pause").addEventListener("click", () => this.#pause());
    this.#part("go-on").addEventListener("click", () => this.#goOn());
    this.#part("anew").addEventListener("click", () => this.#anew());
    this.#part("other").addEventListener("click", () => this.#other(input));
    addEventListener("online", () => this.root.dataset.state === "waiting" && this.#goOn());
  }

  #drop(event, target) {
    event.preventDefault();
    target.classList.remove("is-over");
    if (event.dataTransfer.files[0]) this.#choose(event.dataTransfer.files[0]);
  }

  async #choose(file) {
    this.#file = file;
    this.#part("name").textContent = file.name;
    this.#print = await this.#readBeginning(file);
    if (this.#print === undefined) return;
    this.#begin(sameFile(this.#unfinished, file, this.#print));
  }

  /** Undefined when the browser may not read the file, because it moved or is still being written. */
  async #readBeginning(file) {
    try {
      return await fingerprint(file);
    } catch {
      this.#show("choose", this.#words.unreadable);
    }
  }

  #begin(known) {
    this.#url = known?.url;
    this.#claimed = undefined;
    this.#sent = known?.offset ?? 0;
    this.#tenth = 0;
    this.#sending = new Sending(this.#file, {
      endpoint: this.root.dataset.endpoint,
      url: this.#url,
      metadata: { filename: this.#file.name, filetype: this.#file.type, fingerprint: this.#print },
      hear: {
        begun: (url) => this.#begun(url),
        moved: (sent, total) => this.#moved(sent, total),
        waiting: () => this.#stand("waiting", this.#words.waiting),
        stopped: (reason) => this.#stop(reason),
        received: () => this.#received(),
      },
    });
    this.#goOn();
    this.#part("pause").focus();
  }

  #begun(url) {
    this.#url = url;
    this.#claim().catch((reason) => {
      if (reason.status < 400 || reason.status >= 500) return; // the line: asked again when the upload goes on
      this.#sending.pause();
      this.#stop(reason);
    });
  }

  #moved(sent, total) {
    if (this.root.dataset.state !== "sending") this.#show("sending");
    this.#sent = sent;
    this.#speed.at(sent);
    this.#draw(total);
    const tenth = Math.floor((sent / total) * 10);
    if (tenth > this.#tenth) this.#say(this.#part("progress").textContent);
    this.#tenth = tenth;
  }

  #draw(total) {
    const bar = this.root.querySelector("progress");
    bar.max = total || 1;
    bar.value = total ? this.#sent : 1;
    const [sent, whole] = sizeOf(this.#sent, total);
    const pace = this.#speed.bytesPerSecond;
    const words = pace > 0 ? this.#words.moving : this.#words.standing;
    this.#part("progress").textContent = fill(words, {
      sent,
      total: whole,
      speed: speed(pace),
      time: pace > 0 ? timeLeft((total - this.#sent) / pace) : "",
    });
    this.#part("promise").textContent = fill(this.#words.promise, { sent: size(this.#sent) });
  }

  #pause() {
    this.#sending.pause();
    this.#stand("paused", this.#words.paused);
    this.#part("go-on").focus();
  }

  #goOn() {
    this.#stand("sending");
    this.#sending.start();
  }

  /** A new state in which no bytes move yet: what is shown of their speed is no longer true. */
  #stand(state, trouble) {
    this.#speed.reset();
    this.#draw(this.#file.size);
    this.#show(state, trouble);
  }

  #anew() {
    this.#unfinished = this.#unfinished.filter((known) => known.url !== this.#url);
    this.#begin();
  }

  #other(input) {
    this.#sending?.pause();
    this.#show("choose");
    input.value = "";
    input.focus();
  }

  async #received() {
    try {
      await this.#claim();
    } catch (reason) {
      this.#stop(reason);
      return;
    }
    this.#show("received", this.#words.received);
    this.root.dispatchEvent(new CustomEvent("upload:received", { bubbles: true }));
    if (this.root.dataset.done) goTo(new URL(this.root.dataset.done, location));
  }

  #stop({ status, words }) {
    const known = this.#words[WORDS_OF_STATUS[status]];
    this.#show(status === 410 ? "over" : "stopped", known ?? words ?? this.#words.failed);
    this.#part("sign-in").hidden = status !== 401;
  }

  /** Tells the entry, by its form, which upload is its own: early, so that the entry can be submitted meanwhile. */
  #claim() {
    this.#claimed ??= this.#post().catch((reason) => {
      this.#claimed = undefined;
      throw reason;
    });
    return this.#claimed;
  }

  async #post() {
    this.form.elements[this.root.dataset.name].value = this.#url.split("/").at(-1);
    const body = new FormData(this.form);
    const headers = { Accept: "application/json, text/html;q=0.5" };
    const answer = await fetch(this.form.action, { method: "POST", body, headers }).catch(() => {
      throw { status: 0 };
    });
    if (answer.redirected && new URL(answer.url).pathname === new URL(this.#part("sign-in").href).pathname) {
      throw { status: 401 };
    }
    if (!answer.ok) throw { status: answer.status, words: (await answer.json().catch(() => ({}))).error };
  }

  async #askUnfinished() {
    try {
      const answer = await fetch(`${this.root.dataset.endpoint}unfinished`, { headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).uploads.filter((known) => this.#isForThis(known)) : [];
    } catch {
      return [];
    }
  }

  #isForThis({ claimed_for: claimant }) {
    return !claimant || !this.root.dataset.claimant || claimant === this.root.dataset.claimant;
  }

  #goesOn(known) {
    const [sent, total] = sizeOf(known.offset, known.length);
    return fill(this.#words.unfinished, { name: `\u2068${known.filename}\u2069`, sent, total });
  }

  /** States: choose, sending, paused, waiting (for the line), stopped, over (too late), received. CSS shows what fits. */
  #show(state, trouble = "") {
    this.root.dataset.state = state;
    for (const part of this.root.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    }
    this.#part("sign-in").hidden = true;
    this.#part("trouble").textContent = trouble;
    this.#say(trouble);
  }

  #say(words) {
    this.#part("said").textContent = words;
  }

  #part(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }
}

/** Also when it is this page: then it is asked for anew. */
function goTo(url) {
  const isHere = url.pathname === location.pathname && url.search === location.search;
  location.assign(url);
  if (isHere) location.reload();
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
