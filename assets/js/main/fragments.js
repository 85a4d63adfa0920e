// htmx: sends the token that proves a request comes from our page, and revives what it swapped in.

export function startFragments() {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = csrfToken();
  });
}

/** The token that every request that changes something must carry in X-CSRFToken. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

/** Calls `enliven(root)` once for the whole page (its body) and once for each fragment that htmx brings. */
export function everywhere(enliven) {
  document.addEventListener("htmx:load", ({ detail }) => enliven(detail.elt));
}
