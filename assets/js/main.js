// What every page has: fragments, ticking deadlines, local times, forms that lose nothing. All of it enhances.
import "htmx.org";

import { startFragments } from "./main/fragments.js";
import { startForms } from "./main/forms.js";
import { startTimes } from "./main/times.js";

startFragments();
startTimes();
startForms();
