// From a link or a reply to the message that it means, where that is one of the sandbox's own.

import { toast } from "./dom.js";
import { channelById } from "./names.js";
import { open, showOlder, store } from "./store.js";

/** Further back than this many loads, a message is not looked for. */
const MOST_LOADS = 20;

/** The channel and message that an address means, if the viewer sees that channel here. */
export function placeOf(url) {
  const found = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?\/?$/.exec(url);
  return found && channelById(found[1]) ? { channel: found[1], message: found[2] ?? null } : null;
}

/** Opens a channel at a message, loading what lies further back. */
export async function jumpTo({ channel = null, message }) {
  if (channel && channel !== store.world.open?.id) await open(channel);
  if (!message) return;
  const item = () => document.querySelector(`#log [data-id="${message}"]`);
  for (let loads = 0; !item() && store.world.open?.has_more && loads < MOST_LOADS; loads += 1) await showOlder();
  const target = item();
  if (!target) {
    toast("That message is not here any more.");
    return;
  }
  // One that is taller than what is seen is read from its beginning.
  const fits = target.offsetHeight <= target.closest("#scroller").clientHeight;
  target.scrollIntoView({ block: fits ? "center" : "start" });
  target.animate([{ background: "var(--accent-faint)" }, { background: "transparent" }], 1600);
}
