// What is said of an older film steps back while a new one is being sent: folded, one click away.

/** What waits folded until it is asked for opens when there is something to say in it. */
export function openAround(root) {
  const waiting = root.closest("details[data-opens]");
  if (waiting) waiting.open = true;
}

export function fold(isSending) {
  for (const older of document.querySelectorAll("details[data-folds]")) {
    if (older.classList.toggle("is-older", isSending) === older.open) older.open = !isSending;
  }
}
