// What is said of an older film steps back while a new one is being sent: folded, one click away.

export function fold(isSending) {
  for (const older of document.querySelectorAll("details[data-folds]")) {
    if (older.classList.toggle("is-older", isSending) === older.open) older.open = !isSending;
  }
}
