// The screening room: plays a screener, shows what was seen, and tells the server which seconds were played.
import { everywhere } from "./main/fragments.js";
import { Player } from "./player/player.js";

everywhere((root) => root.querySelectorAll("[data-player]").forEach((element) => new Player(element)));
