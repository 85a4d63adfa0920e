// While a file is being sent, the pages of its entry are exchanged in place, since a new page would end the sending.
// Nothing of this happens without an upload: then links and forms do what they always do.
import htmx from "htmx.org";

import { fold } from "./folding.js";
import { setPage } from "./title.js";
import { unsent } from "./unsent.js";

const GOING = new Set(["comparing", "sending", "waiting", "turn"]);
const DOCK = "upload-dock";

let panel;
let within;
let visits = 0;
let shown = location.pathname + location.search;

/** From now on `kept` outlives its page, on every page below the path `root`. */
export function stayFor(kept, root) {
  if (!panel) {
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit);
    addEventListener("popstate", onPopState);
    addEventListener("beforeunload", (event) => GOING.has(panel?.state) && event.preventDefault());
  }
  panel = kept;
  within = root;
}

function isStaying() {
  return Boolean(panel?.isBusy);
}

/** Shows the page that follows the upload, in place of this one where that has pages `below` it; else it is loaded. */
export function arrive(url, below) {
  if (below || isStaying()) return void visit(url);
  const isHere = url.pathname === location.pathname && url.search === location.search;
  location.assign(url);
  if (isHere) location.reload();
}

/** Shows a page of the entry in the place of this one. */
export async function visit(address, { sent, isBack = false } = {}) {
  const turn = ++visits;
  const url = new URL(address, location);
  if (!isBack && !(await unsent(main(), sent?.form))) return;
  say("");
  const answer = await fetch(url, { headers: { Accept: "text/html" }, ...sent?.request }).catch(() => undefined);
  const body = await answer?.text().catch(() => undefined);
  if (turn !== visits) return;
  if (body === undefined) return say(document.body.dataset.unreached);
  const at = new URL(answer.url);
  const page = new DOMParser().parseFromString(body, "text/html");
  if (isSignIn(at, answer)) return say(panel.words.signed_out, at);
  if (!page.getElementById("main")) return say(document.body.dataset.unanswered);
  if (!isOfEntry(at) || page.body.classList[0] !== document.body.classList[0]) return location.assign(answer.redirected ? at : url);
  at.hash = url.hash;
  put(page);
  if (at.pathname + at.search === shown) history.replaceState(history.state, "", at);
  else if (!isBack && (!sent || answer.redirected)) history.pushState({ isOfUpload: true }, "", at);
  shown = location.pathname + location.search;
  leadTo(at.hash);
}

function onClick(event) {
  const link = event.target.closest("a[href]");
  if (!link || !isAskedFor(event, link)) return;
  const url = new URL(link.href);
  if (!isOfEntry(url)) return; // the browser asks before it leaves
  if (/\.\w+$/.test(url.pathname)) return void (link.download = ""); // a file to keep, which is no way out
  if (url.pathname + url.search === shown && url.hash) return;
  event.preventDefault();
  visit(url);
}

function isAskedFor(event, link) {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return panel.isBusy && isPlain && !event.defaultPrevented && !link.target && !link.hasAttribute("download");
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (!panel.isBusy || event.defaultPrevented || form.method !== "post" || panel.root.contains(form)) return;
  if (!isOfEntry(new URL(form.action))) return;
  event.preventDefault();
  if (panel.isOf(form.elements.upload_key?.value)) panel.forget();
  const body = new URLSearchParams(new FormData(form, submitter));
  visit(form.action, { sent: { form, request: { method: "POST", body } } });
}

function onPopState() {
  if (location.pathname + location.search !== shown) visit(location.href, { isBack: true });
}

function isOfEntry(url) {
  return url.origin === location.origin && `${url.pathname}/`.startsWith(`${within}/`);
}

function isSignIn(at, answer) {
  return answer.status === 401 || (answer.redirected && at.pathname === new URL(panel.signIn, location).pathname);
}

/** The page's main part takes the place of the other; the upload stands in it where it belongs, else at the window's edge. */
function put(page) {
  const next = document.adoptNode(page.getElementById("main"));
  const place = next.querySelector(`[data-upload][data-kind="${panel.root.dataset.kind}"]`);
  if (place && panel.isBusy) place.replaceWith(panel.root);
  else if (panel.isBusy) dock().append(panel.root);
  else document.getElementById(DOCK)?.remove();
  main().replaceWith(next);
  document.body.classList.toggle("has-upload-dock", !place && panel.isBusy);
  setPage(page.title);
  fold(panel.isBusy);
  start(next);
}

function start(next) {
  for (const script of next.querySelectorAll("script[src]")) {
    if (document.head.querySelector(`script[src="${script.getAttribute("src")}"]`)) continue;
    const again = document.createElement("script");
    again.type = script.type;
    again.src = script.src;
    document.head.append(again); // what a parser of pages makes does not run; what has run does not run again
  }
  htmx.process(next);
  next.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: next } }));
}

function leadTo(hash) {
  const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target) {
    target.scrollIntoView();
    target.focus();
  } else if (!main().querySelector("[data-focus]")) {
    scrollTo(0, 0);
    main().focus({ preventScroll: true });
  }
}

/** Says in the dock, or in the panel where it stands in the page, why the other page did not come. */
function say(words, signIn) {
  panel.sayOfPage(words, signIn);
}

function dock() {
  let place = document.getElementById(DOCK);
  if (!place) {
    place = document.createElement("section");
    place.id = DOCK;
    place.setAttribute("aria-label", panel.words.dock);
    document.body.append(place);
  }
  return place;
}

function main() {
  return document.getElementById("main");
}
