// What stands beside the upload on the entry's page: the checklist, and how much of the film has arrived.
import htmx from "htmx.org";

import { size } from "./measures.js";
import { fill } from "./words.js";

/** The checklist and the entry's line as they are now, from a page of the entry that the server has just sent. */
export function refresh(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  for (const part of [".site-aside", ".entry-line"]) {
    const [now, next] = [document.querySelector(part), page.querySelector(part)];
    if (!now || !next) continue;
    now.replaceWith(document.adoptNode(next));
    htmx.process(next);
    next.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: next } }));
  }
}

/** Where the film stands, as `shown` says it, in every place where the server said it when the page came. */
export function sayState(shown) {
  for (const place of document.querySelectorAll("[data-film-sign]")) {
    if (place.textContent.trim() === shown.textContent.trim()) continue;
    place.replaceChildren(...[...shown.childNodes].map((node) => node.cloneNode(true)));
  }
}

/** In every place that says how much has arrived. */
export function sayArrived(words, sent, total) {
  for (const place of document.querySelectorAll("[data-arrived]")) {
    place.textContent = fill(words, { sent: size(sent), total: size(total) });
  }
}
