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
  const languages = [...menu.options].map(({ dataset }) => dataset.language);
  menu.selectedIndex = menu.value === OFF ? placeOfRead(player, languages) || 1 : 0;
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

/** The place in the menu of captions that this person reads; 0, which is no captions, where there are none. */
function placeOfRead(player, languages) {
  const base = (tag) => tag.split("-")[0];
  const reads = [...JSON.parse(player.element.dataset.reads), document.documentElement.lang];
  for (const tag of reads) {
    const exact = languages.indexOf(tag);
    const found = exact > 0 ? exact : languages.findIndex((each, place) => place && base(each) === base(tag));
    if (found > 0) return found;
  }
  return 0;
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

/** Shows the captions chosen last time, else those in a language that this person reads, else none. */
function startCaptions(player, menu) {
  const languages = [...menu.options].map(({ dataset }) => dataset.language);
  const remembered = languages.indexOf(localStorage.getItem(REMEMBERED_CAPTIONS));
  menu.selectedIndex = remembered >= 0 ? remembered : placeOfRead(player, languages);

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
