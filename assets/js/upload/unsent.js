// What was typed and not yet sent, before a page is exchanged for another: saved where it saves itself, else asked about.

/** Whether the page may go; `sending` is the form that is being sent, whose words are on their way. */
export async function unsent(main, sending) {
  const forms = [...main.querySelectorAll("form[data-autosave], form[data-guard]")].filter((form) => form !== sending);
  const saves = [];
  for (const form of forms) {
    form.dispatchEvent(new CustomEvent("form:save", { detail: { wait: (saving) => saves.push(saving) } }));
  }
  await Promise.all(saves);
  const isUnsent = forms.some((form) => "dirty" in form.dataset);
  return !isUnsent || confirm(document.body.dataset.unsent);
}
