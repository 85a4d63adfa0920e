// The panel of one upload: a file is chosen, compared with what has arrived, asked about where it is another, and sent.
import { ask } from "./asking.js";
import { refresh } from "./beside.js";
import { Claim } from "./claim.js";
import { choice } from "./choosing.js";
import { listen } from "./controls.js";
import { Display } from "./display.js";
import { Speedometer, size } from "./measures.js";
import { askAboutLength, extent } from "./questions.js";
import { Sending } from "./sending.js";
import { arrive, stayFor, visit } from "./staying.js";
import { Unfinished, keyOf } from "./unfinished.js";
import { fill } from "./words.js";

const WORDS_OF_STATUS = { 0: "offline", 401: "signed_out", 410: "expired" };
const FINAL = new Set([400, 403, 404, 413]);
const BUSY = new Set(["comparing", "asked", "sending", "paused", "waiting", "turn", "stopped"]);

export function startPanel(root) {
  const panel = new Panel(root);
  panel.open();
  return panel;
}

class Panel {
  #display;
  #unfinished;
  #sending;
  #file;
  #print;
  #url;
  #claim;
  #turn = 0;
  #sent = 0;
  #tenth = 0;
  #speed = new Speedometer();
  #looking = new AbortController();

  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.#display = new Display(root);
    this.checks = JSON.parse(root.querySelector(".upload-checks").textContent);
    const { endpoint, claimant, kind } = root.dataset;
    this.#unfinished = new Unfinished({ endpoint, claimant, isOne: kind === "film" });
  }

  get state() {
    return this.#display.state;
  }

  /** Whether a file is in hand that would have to be chosen again on another page. */
  get isBusy() {
    return BUSY.has(this.state);
  }

  get words() {
    return this.#display.words;
  }

  get signIn() {
    return this.#part("sign-in").href;
  }

  /** Whether it sends the upload of this key. */
  isOf(key) {
    return Boolean(key) && keyOf(this.#url) === key;
  }

  /** The entry lets go of the file: it is not sent any more. */
  forget() {
    this.#drops();
    this.#unfinished.without(this.#url);
    this.#rest();
  }

  /** Why another page of the entry did not come; with the way to sign in where that is what it takes. */
  sayOfPage(words, signIn) {
    const place = this.#part("of-page");
    place.hidden = !words;
    this.#part("of-page-words").textContent = words;
    place.querySelector("a").hidden = !signIn;
  }

  async open() {
    this.#listen();
    this.#display.show("choose");
    await this.#unfinished.look().catch(() => {}); // asked again when a file is chosen
    if (this.state === "choose") this.#rest();
  }

  #listen() {
    this.input = listen(this.#display, {
      choose: (file) => this.#choose(file),
      pause: () => this.#pause(),
      goOn: () => this.#goOn(),
      anew: () => this.#begin(),
      other: () => this.#other(),
    });
    addEventListener("online", () => this.state === "waiting" && this.#sending.hurry());
  }

  /** No file in hand: what has arrived so far is shown, and which file would continue it. */
  #rest(trouble) {
    const { standing, all } = this.#unfinished;
    const list = this.#part("unfinished");
    if (list) list.textContent = all.map((known) => fill(this.words.unfinished, extent(known))).join(" ");
    if (standing) {
      this.#display.name(standing.filename);
      this.#display.draw(standing.offset, standing.length);
    }
    this.#display.show(standing ? "unfinished" : "choose", trouble);
  }

  async #choose(file) {
    const turn = this.#drops();
    this.#file = file;
    this.#display.name(file.name);
    if (this.root.dataset.within) stayFor(this, this.root.dataset.within);
    try {
      const { refused, instead, print, known } = await this.#chosen(turn);
      if (turn !== this.#turn) return;
      if (refused) return this.#display.show("refused", refused);
      if (instead !== undefined) return this.#chooseAgain(instead);
      this.#print = print;
      if (known || (await this.#fits(turn))) this.#begin(known);
    } catch (reason) {
      if (turn !== this.#turn) return;
      if (reason.status === undefined) this.#rest(this.words.unreadable);
      else this.#stop(reason);
    }
  }

  #chosen(turn) {
    return choice(this.#file, {
      display: this.#display,
      unfinished: this.#unfinished,
      checks: this.checks,
      signal: this.#looking.signal,
      comparing: (known) => {
        this.#sent = known.offset;
        this.#display.show("comparing");
        this.#display.drawComparison(0);
      },
      at: (share) => turn === this.#turn && this.#display.drawComparison(share),
    });
  }

  /** Whatever was going on ends here; a later answer to it finds another turn. */
  #drops() {
    this.#sending?.pause();
    this.#sending = undefined;
    this.#looking.abort();
    this.#looking = new AbortController();
    return ++this.#turn;
  }

  /** Whether a new film is sent after all when it is too short or too long here. */
  async #fits(turn) {
    const lengths = this.checks?.lengths;
    const answer = await askAboutLength(this.#display, this.#file, lengths);
    if (turn !== this.#turn) return false;
    if (answer === "none") this.#other();
    else if (answer.move) await this.#move(lengths.move, answer.move);
    return turn === this.#turn;
  }

  /** Enters the film in another category, and shows the page as it is then. */
  async #move(address, category) {
    const body = new FormData(this.form);
    body.set("category", category);
    await ask(address, { method: "POST", body });
    visit(location.href);
  }

  #begin(known) {
    const turn = this.#drops();
    this.#url = known?.url;
    const ifNow = (act) => (...what) => turn === this.#turn && act(...what);
    const made = ifNow((page) => this.#isClaimed(page));
    this.#claim = new Claim(this.form, { field: this.root.dataset.name, signIn: this.signIn, made });
    this.#sent = known?.offset ?? 0;
    this.#tenth = 0;
    const { name: filename, type: filetype, lastModified } = this.#file;
    this.#sending = new Sending(this.#file, {
      endpoint: this.root.dataset.endpoint,
      url: this.#url,
      agreed: known?.offset,
      metadata: { filename, filetype, fingerprint: this.#print, lastmodified: String(lastModified) },
      hear: {
        begun: ifNow((url) => this.#begun(url)),
        comparing: ifNow((share) => this.#comparing(share)),
        moved: ifNow((sent, total) => this.#moved(sent, total)),
        waiting: ifNow((reason) => this.#wait(reason)),
        differs: ifNow(() => this.#isAnother()),
        changed: ifNow(() => this.#changed()),
        stopped: ifNow((reason) => this.#stop(reason)),
        received: ifNow(() => this.#received()),
      },
    });
    this.#goOn();
  }

  #begun(url) {
    this.#url = url;
    this.#claim.of(this.#url).catch((reason) => {
      if (reason.status < 400 || reason.status >= 500) return; // the line: asked again when the upload goes on
      this.#sending?.pause();
      this.#stop(reason);
    });
  }

  /** The entry knows of it; its checklist says so. */
  #isClaimed(page) {
    if (!this.root.dataset.within) return;
    refresh(page);
    this.#draw();
  }

  #comparing(share) {
    if (this.state !== "comparing") this.#display.show("comparing");
    this.#display.drawComparison(share);
  }

  #moved(sent, total) {
    if (this.state !== "sending") this.#display.show("sending");
    this.#sent = sent;
    this.#speed.at(sent);
    this.#draw();
    const tenth = Math.floor((sent / total) * 10);
    if (tenth > this.#tenth) this.#display.say(this.#part("progress").textContent);
    this.#tenth = tenth;
  }

  #draw() {
    this.#display.draw(this.#sent, this.#file.size, this.#speed.bytesPerSecond);
    this.#part("promise").textContent = fill(this.words.promise, { sent: size(this.#sent) });
  }

  /** It tries again by itself: when the line is back, or when its turn has come, as the server said. */
  #wait({ status, words, accepted }) {
    if (status !== 503 || !words) return this.#stand("waiting", this.words.waiting);
    this.#sent = accepted; // what the browser had sent besides was not read
    this.#stand("turn", words);
  }

  #pause() {
    if (this.#sending) this.#sending.pause();
    else this.#drops();
    this.#stand("paused", this.words.paused);
    this.#part("go-on").focus();
  }

  #goOn() {
    if (!this.#sending) return void this.#choose(this.#file);
    this.#stand("sending");
    this.#sending.start();
    this.#part("pause").focus();
  }

  /** A new state in which no bytes move yet: what is shown of their speed is no longer true. */
  #stand(state, trouble) {
    this.#speed.reset();
    this.#display.show(state, trouble);
    this.#draw();
  }

  #other() {
    this.#drops();
    this.#chooseAgain();
    const redraw = () => ["choose", "unfinished"].includes(this.state) && this.#rest();
    this.#unfinished.look().then(redraw, () => {});
  }

  #chooseAgain(words) {
    this.#rest(words);
    this.input.value = "";
    this.input.focus();
  }

  /** The file that was being sent is no longer what the browser was given. */
  #changed() {
    this.#drops();
    this.#stand("stopped", this.words.changed);
    this.#part("go-on").hidden = true;
  }

  /** After a break the file in hand turns out not to hold what has arrived: asked about like any other file. */
  #isAnother() {
    this.#choose(this.#file);
  }

  async #received() {
    const turn = this.#turn;
    try {
      await this.#claim.of(this.#url);
    } catch (reason) {
      if (turn === this.#turn) this.#stop(reason);
      return;
    }
    this.#sent = this.#file.size;
    this.#stand("received", this.words.received);
    this.root.dispatchEvent(new CustomEvent("upload:received", { bubbles: true }));
    if (this.root.dataset.done && this.root.closest("main")) {
      arrive(new URL(this.root.dataset.done, location), this.root.dataset.within);
    }
  }

  #stop({ status, words }) {
    const known = this.words[WORDS_OF_STATUS[status]];
    if (status === 410) this.#unfinished.without(this.#url);
    const state = status === 410 ? "over" : FINAL.has(status) && words ? "refused" : "stopped";
    this.#display.show(state, known ?? words ?? this.words.failed);
    this.#part("sign-in").hidden = status !== 401;
  }

  #part(name) {
    return this.#display.part(name);
  }
}
