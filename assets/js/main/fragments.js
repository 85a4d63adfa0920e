// htmx: sends the token that proves a request comes from our page, revives what it swapped in, and says why nothing was.

export function startFragments() {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:sendError", ({ target }) => sayWhyNot(target, document.body.dataset.unreached));
  document.addEventListener("htmx:responseError", ({ target, detail }) => sayWhyNot(target, sentence(detail.xhr)));
}

/** A refusal comes to a fragment as one sentence; of any other failure the page knows only that it is one. */
function sentence(xhr) {
  const isSaid = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return isSaid ? xhr.responseText : document.body.dataset.unanswered;
}

/**
 * Says it inside what has asked, where the next answer takes its place; what was typed there stays. A piece that asks
 * again by itself says it once. A link is simply followed: the page that it leads to speaks for itself.
 */
function sayWhyNot(asker, words) {
  if (asker.matches("a")) return location.assign(asker.href);
  const sign = asker.querySelector(":scope > .why-not") ?? asker.appendChild(emptySign());
  if (asker.matches("form") || sign.textContent !== words) sign.textContent = words;
}

function emptySign() {
  const sign = document.createElement("p");
  sign.className = "why-not field-error";
  sign.setAttribute("role", "alert");
  return sign;
}

/** The token that every request that changes something must carry in X-CSRFToken. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

/** Calls `enliven(root)` once for the whole page (its body) and once for each fragment that htmx brings. */
export function everywhere(enliven) {
  document.addEventListener("htmx:load", ({ detail }) => enliven(detail.elt));
}
