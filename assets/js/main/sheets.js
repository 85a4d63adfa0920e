// A thing opened beside the page, in a dialog that leaves the page in reach: Escape closes it, though not from a box
// where somebody writes, and the focus goes back to the link in the element that data-opener names.

export function startSheets() {
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !target.matches("input, textarea")) document.querySelector("[data-opener][open]")?.close();
  });
  document.addEventListener("close", ({ target }) => returnFrom(target), { capture: true });
}

function returnFrom({ dataset }) {
  if (dataset.opener) document.getElementById(dataset.opener).querySelector("a").focus();
}
