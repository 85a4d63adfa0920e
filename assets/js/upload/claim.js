// Tells the entry, by its form, which upload is its own: early, so that the entry can be submitted meanwhile.
import { ask } from "./asking.js";
import { keyOf } from "./unfinished.js";

export class Claim {
  #running;

  /**
   * `field` is where the form carries the key of the upload; to `signIn` the server leads who is signed out;
   * `made` hears once of the page that came as an answer.
   */
  constructor(form, { field, signIn, made }) {
    Object.assign(this, { form, field, signIn, made });
  }

  /** Once for an upload, however often it is said. Throws {status, words}. */
  of(url) {
    this.#running ??= this.#post(url).catch((reason) => {
      this.#running = undefined;
      throw reason;
    });
    return this.#running;
  }

  async #post(url) {
    this.form.elements[this.field].value = keyOf(url);
    const answer = await ask(this.form.action, { method: "POST", body: new FormData(this.form) });
    if (answer.isRedirected && new URL(answer.url).pathname === new URL(this.signIn).pathname) throw { status: 401 };
    this.made(answer.body);
  }
}
