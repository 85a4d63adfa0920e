// A subtitle file that is too large is refused before any of it is sent.

for (const moment of ["change", "drop"]) document.addEventListener(moment, refuseTooLarge, true);

/** Seen on the way down to the upload's own field, so that the upload never begins. */
function refuseTooLarge(event) {
  const place = event.target.closest?.("[data-largest]");
  const file = (event.dataTransfer ?? event.target).files?.[0];
  if (!place || !file) return;
  const words = place.parentElement.querySelector("[data-too-large]");
  words.hidden = file.size <= Number(place.dataset.largest);
  if (words.hidden) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === "change") event.target.value = "";
}
