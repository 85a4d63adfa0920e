// What was begun and has not arrived whole, as the server knows it.
import { askJson } from "./asking.js";

export class Unfinished {
  all = [];

  constructor({ endpoint, claimant, isOne }) {
    this.endpoint = endpoint;
    this.claimant = claimant;
    this.isOne = isOne;
  }

  /** Throws {status} when the server does not say it; then what it said last stands. */
  async look() {
    const { uploads } = await askJson(`${this.endpoint}unfinished`);
    this.all = uploads.map(withLength).filter((known) => this.#isForThis(known));
  }

  /** The one that stands in this place and would be replaced, where only one can be. */
  get standing() {
    if (!this.isOne || !this.claimant) return undefined;
    return this.all.find((known) => known.claimed_for === this.claimant);
  }

  without(url) {
    this.all = this.all.filter((known) => keyOf(known.url) !== keyOf(url));
  }

  #isForThis({ claimed_for: claimant }) {
    return !claimant || !this.claimant || claimant === this.claimant;
  }
}

/** The key at the end of an address, whether that is whole or a path. */
export function keyOf(url) {
  return url?.split("/").at(-1);
}

/** A program may say the length only later: until then it is what has arrived. */
function withLength(known) {
  return { ...known, length: known.length ?? known.offset };
}
