// The upload of a film, and of small files: choose or drop, watch it go, leave and come back, never start over.
import { everywhere } from "./main/fragments.js";
import { startPanel } from "./upload/panel.js";

everywhere((root) => root.querySelectorAll("[data-upload]:not([data-state])").forEach(startPanel));
// For tests, which compare it with the reading of the server.
export { refusalOf } from "./upload/first_look.js";
