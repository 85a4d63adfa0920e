// Space, pressed while the player's scripts are on their way: the page stays where it is, and the film begins when it
// can. Loaded before the page is shown, so it stays this short and imports nothing.
addEventListener("keydown", (event) => {
  const player = document.querySelector("[data-player]:not(.is-live)");
  if (!player || event.key !== " " || event.target !== document.body) return;
  event.preventDefault();
  player.dataset.begins = "";
});
