// The line of time: where the film is, what was seen of it, and a small picture of where the pointer would go.
import { clock } from "./clock.js";

export function startTimeline(player) {
  const line = player.element.querySelector("[data-timeline]");
  const range = line.querySelector("input");
  const seen = line.querySelector(".player-seen");

  range.addEventListener("input", () => player.seek(Number(range.value)));
  player.element.addEventListener("player:time", ({ detail }) => {
    range.value = detail.seconds;
    range.setAttribute("aria-valuetext", clock(detail.seconds));
    line.style.setProperty("--at", `${share(detail.seconds, player)}%`);
    seen.style.backgroundImage = stripes(player.watching.stretches, player);
  });
  startPreview(player, line);
}

function share(second, player) {
  return (100 * second) / (player.seconds || 1);
}

/** What was seen, as one picture of stripes. */
function stripes(stretches, player) {
  const stops = stretches.flatMap(([from, to]) => {
    const [start, end] = [share(from, player).toFixed(2), share(to, player).toFixed(2)];
    return [`transparent ${start}%`, `currentcolor ${start}%`, `currentcolor ${end}%`, `transparent ${end}%`];
  });
  return `linear-gradient(to right, ${["transparent 0%", ...stops, "transparent 100%"].join(", ")})`;
}

function startPreview(player, line) {
  const preview = line.querySelector(".player-preview");
  const picture = preview.querySelector("span");
  const time = preview.querySelector("time");
  const sheet = JSON.parse(player.element.dataset.sheet);
  picture.style.inlineSize = `${sheet.width}px`;
  picture.style.blockSize = `${sheet.height}px`;

  line.addEventListener("pointermove", (event) => {
    const box = line.getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const second = part * player.seconds;
    const number = Math.min(Math.floor(second / sheet.every), sheet.count - 1);
    const [column, row] = [number % sheet.across, Math.floor(number / sheet.across)];
    picture.style.backgroundImage = `url("${player.element.dataset.sheetUrl}")`;
    picture.style.backgroundPosition = `${-column * sheet.width}px ${-row * sheet.height}px`;
    time.textContent = clock(second);
    const edge = sheet.width / 2 + 4;
    preview.style.left = `${Math.min(Math.max(part * box.width, edge), box.width - edge)}px`;
    preview.hidden = false;
  });
  line.addEventListener("pointerleave", () => (preview.hidden = true));
}
