// The keyboard, from anywhere on the page but where somebody writes or chooses. Digits and n belong to the page.
import { changeSpeed, toggleCaptions, toggleFullScreen, toggleSound } from "./controls.js";

const STEP_SECONDS = 5;
const LEAP_SECONDS = 30;
const LOUDER = 0.1;

const KEYS = {
  " ": (player) => player.toggle(),
  k: (player) => player.toggle(),
  ArrowLeft: (player) => player.seek(player.at - STEP_SECONDS),
  ArrowRight: (player) => player.seek(player.at + STEP_SECONDS),
  j: (player) => player.seek(player.at - LEAP_SECONDS),
  l: (player) => player.seek(player.at + LEAP_SECONDS),
  ArrowUp: (player) => setVolume(player, LOUDER),
  ArrowDown: (player) => setVolume(player, -LOUDER),
  m: toggleSound,
  c: toggleCaptions,
  f: toggleFullScreen,
  "<": (player) => changeSpeed(player, -1),
  ">": (player) => changeSpeed(player, 1),
};

export function startKeys(player) {
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTakenBy(event.target, player)) return;
    event.preventDefault();
    act(player);
  });
}

/** The player's own line of time takes the same keys as the player; other fields and buttons keep theirs. */
function isTakenBy(target, player) {
  if (target.closest("[data-timeline]") && player.element.contains(target)) return false;
  return target.closest("input, textarea, select, button, a, summary, [contenteditable]") !== null;
}

function setVolume({ video }, change) {
  video.muted = false;
  video.volume = Math.min(Math.max(video.volume + change, 0), 1);
}
