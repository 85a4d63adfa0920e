// What people do to the panel of an upload: choose a file or drop one, pause, continue, begin again.

/** `on` has choose(file), pause(), goOn(), anew() and other(). → the input of the file, to be emptied and focused. */
export function listen(display, on) {
  const target = display.part("target");
  const input = target.querySelector("input");
  const choose = ([file]) => file && on.choose(file);
  input.addEventListener("change", () => choose(input.files));
  target.addEventListener("dragover", (event) => (event.preventDefault(), target.classList.add("is-over")));
  target.addEventListener("dragleave", () => target.classList.remove("is-over"));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    target.classList.remove("is-over");
    choose(event.dataTransfer.files);
  });
  display.part("pause").addEventListener("click", on.pause);
  display.part("go-on").addEventListener("click", on.goOn);
  display.part("anew").addEventListener("click", on.anew);
  display.part("other").addEventListener("click", on.other);
  return input;
}
