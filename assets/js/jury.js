// The juror's desk without a mouse: notes at the second that plays, steps by their number (0 is the tenth), on to the
// next film.
import { clock } from "./player/clock.js";
import { everywhere } from "./main/fragments.js";

const KEYS = {
  n: () => document.querySelector("[data-note-text]")?.focus(),
  r: () => focusStep(nextCriterion()),
  d: () => document.querySelector("[data-done]")?.click(),
};

let second = 0;
document.addEventListener("player:time", ({ detail }) => (second = detail.seconds));

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const act = /^[0-9]$/.test(event.key) ? () => choose(Number(event.key) || 10) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

/** A note takes the second that plays when it is begun, unless one was typed. */
everywhere((root) => {
  const text = root.querySelector("[data-note-text]");
  if (!text) return;
  const { at } = text.form.elements;
  at.addEventListener("input", () => (at.dataset.typed = ""));
  text.addEventListener("focus", () => {
    if (!text.value && !("typed" in at.dataset)) at.value = clock(second);
  });
});

/** A note that was begun outlives a reload and a look at another film, as long as the tab is open. */
everywhere((root) => {
  const text = root.querySelector("[data-note-text]");
  if (!text) return;
  const { form } = text;
  const key = `note ${form.action}`;
  const [at, begun] = JSON.parse(sessionStorage.getItem(key) ?? "[]");
  if (begun && !text.value) [form.elements.at.value, text.value] = [at, begun];
  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify([form.elements.at.value, text.value]));
  });
  form.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    if (detail.xhr.status < 300) sessionStorage.removeItem(key);
  });
});

function isWriting(target) {
  return target.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null;
}

function choose(number) {
  const step = criterionInHand()?.querySelector(`input[value="${number}"]`);
  step?.click();
  step?.focus();
}

/** The criterion that has the focus, else the first one without a step. */
function criterionInHand() {
  const criteria = openCriteria();
  return focused() ?? criteria.find((each) => !each.querySelector(":checked")) ?? criteria[0];
}

function nextCriterion() {
  const criteria = openCriteria();
  return criteria[(criteria.indexOf(focused()) + 1) % criteria.length];
}

function openCriteria() {
  return [...document.querySelectorAll("[data-criterion]:enabled")];
}

function focused() {
  return document.activeElement.closest("[data-criterion]");
}

function focusStep(criterion) {
  (criterion?.querySelector(":checked") ?? criterion?.querySelector("input"))?.focus();
}
