// The page: listens to the sandbox and shows what it says.

import { showAccount } from "./account.js";
import { showChannels } from "./channels.js";
import { setLanguage, setNow } from "./clock.js";
import { showComposer } from "./composer.js";
import { showHeading } from "./heading.js";
import { showLog, startLog } from "./log.js";
import { userById } from "./names.js";
import { startPanel } from "./panel.js";
import { showPeople, startDrawers } from "./people.js";
import { onChange, publish, refresh, store } from "./store.js";
import { applyTheme } from "./theme.js";
import { showToolbar } from "./toolbar.js";

applyTheme();
startLog();
startDrawers();
startPanel(() => store.world?.viewer && showToolbar(store.world));
onChange((world) => {
  setLanguage(userById(world.viewer)?.locale ?? "en");
  setNow(world.now);
  showToolbar(world);
  showChannels(world);
  showAccount(world);
  showHeading(world);
  showPeople(world);
  showLog(world);
  showComposer(world);
});

let version = null;
const live = new EventSource("/page/live");
live.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  setNow(told.now);
  if (told.version === version && store.connected) return;
  version = told.version;
  refresh();
});
live.addEventListener("error", () => {
  // Whatever answers next may be another sandbox.
  version = null;
  store.connected = false;
  publish();
});
// What came in while nobody looked is read now.
document.addEventListener("visibilitychange", () => refresh());
