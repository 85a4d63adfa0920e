// What every page has: fragments, ticking deadlines, local times, forms that lose nothing, sheets. All of it enhances.
import "htmx.org";

import { startFragments } from "./main/fragments.js";
import { startForms } from "./main/forms.js";
import { startSheets } from "./main/sheets.js";
import { startTimes } from "./main/times.js";

startFragments();
startTimes();
startForms();
startSheets();
