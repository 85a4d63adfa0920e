// The row of controls: play, time, sound, captions, speed, size, full screen.
import { clock } from "./clock.js";

const REMEMBERED_CAPTIONS = "captions";
const REMEMBERED_SPEED = "speed";
const REMEMBERED_VOLUME = "volume";
const AUDIBLE = 0.5; // what "sound on" means where the volume was turned down to nothing
const OFF = "";

export function startControls(player) {
  const find = (name) => player.element.querySelector(`[data-control="${name}"]`);
  startPlaying(player, find("play"));
  startTime(player, find("time"));
  startSound(player, find("mute"), find("volume"));
  startSpeed(player, find("speed"));
  startSizes(player, find("size"));
  if (find("captions")) startCaptions(player, find("captions"));
  find("full").addEventListener("click", () => toggleFullScreen(player));
}

export function toggleFullScreen({ element, video }) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (element.requestFullscreen) element.requestFullscreen();
  else video.webkitEnterFullscreen();
}

export function toggleSound({ video }) {
  const wasSilent = isSilent(video);
  if (!video.volume) video.volume = AUDIBLE;
  video.muted = !wasSilent;
}

export function toggleCaptions(player) {
  const menu = player.element.querySelector('[data-control="captions"]');
  if (!menu) return;
  const first = [...menu.options].find((option) => option.value !== OFF);
  menu.value = menu.value === OFF ? first.value : OFF;
  menu.dispatchEvent(new Event("change"));
}

/** One step faster or slower, among the speeds on offer. */
export function changeSpeed(player, step) {
  const menu = player.element.querySelector('[data-control="speed"]');
  const wanted = menu.selectedIndex + step;
  if (wanted < 0 || wanted >= menu.options.length) return;
  menu.selectedIndex = wanted;
  menu.dispatchEvent(new Event("change"));
}

function startPlaying(player, button) {
  const show = () => {
    button.setAttribute("aria-label", player.isPlaying ? player.words.pause : player.words.play);
    player.element.classList.toggle("is-playing", player.isPlaying);
  };
  button.addEventListener("click", () => player.toggle());
  player.video.addEventListener("click", () => player.toggle());
  player.element.addEventListener("player:time", show);
}

function startTime(player, place) {
  player.element.addEventListener("player:time", ({ detail }) => {
    place.textContent = `${clock(detail.seconds)} / ${clock(player.seconds)}`;
  });
}

function isSilent(video) {
  return video.muted || video.volume === 0;
}

function startSound(player, button, range) {
  const { video, words } = player;
  const show = () => {
    const silent = isSilent(video);
    button.setAttribute("aria-label", silent ? words.unmute : words.mute);
    player.element.classList.toggle("is-silent", silent);
    range.value = silent ? 0 : video.volume;
    range.setAttribute("aria-valuetext", `${Math.round(range.value * 100)} %`);
    range.style.setProperty("--at", `${range.value * 100}%`);
  };
  button.addEventListener("click", () => toggleSound(player));
  range.addEventListener("input", () => {
    video.volume = Number(range.value);
    video.muted = false;
  });
  video.addEventListener("volumechange", () => {
    localStorage.setItem(REMEMBERED_VOLUME, video.volume);
    show();
  });
  video.volume = Number(localStorage.getItem(REMEMBERED_VOLUME) ?? 1);
  show();
}

function startSpeed(player, menu) {
  const choose = () => {
    player.video.playbackRate = player.video.defaultPlaybackRate = Number(menu.value);
    localStorage.setItem(REMEMBERED_SPEED, menu.value);
  };
  const remembered = localStorage.getItem(REMEMBERED_SPEED);
  if ([...menu.options].some(({ value }) => value === remembered)) menu.value = remembered;
  menu.addEventListener("change", choose);
  choose();
}

function startSizes(player, menu) {
  player.element.addEventListener("player:sizes", () => {
    player.source.sizes.forEach((name, number) => menu.add(new Option(name, number)));
    menu.closest("label").hidden = player.source.sizes.length < 2;
  });
  menu.addEventListener("change", () => player.source.keepTo(Number(menu.value)));
}

/** Shows the captions chosen last time, else those in the page's language, else the first. */
function startCaptions(player, menu) {
  const languages = [...menu.options].map(({ dataset }) => dataset.language);
  const wanted = [localStorage.getItem(REMEMBERED_CAPTIONS), document.documentElement.lang.split("-")[0]];
  const found = wanted.map((language) => languages.indexOf(language)).find((place) => place >= 0);
  menu.selectedIndex = found ?? (languages.length > 1 ? 1 : 0);

  const show = () => {
    [...player.video.textTracks].forEach((track, number) => {
      track.mode = String(number) === menu.value ? "showing" : "disabled";
    });
  };
  menu.addEventListener("change", () => {
    localStorage.setItem(REMEMBERED_CAPTIONS, menu.selectedOptions[0].dataset.language);
    show();
  });
  show();
}
