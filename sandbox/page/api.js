// The one way to the sandbox: JSON out, JSON back.

import { channelById } from "./names.js";
import { setWelcomed, store } from "./store.js";

/** What Discord shows when the bot was silent for 3 seconds. */
export const NO_ANSWER = "This application did not respond";

/** Sends JSON. What cannot be done comes back as `{error}`. */
export async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const read = await answer.json().catch(() => ({}));
    return answer.ok ? read : { error: read.error ?? `The sandbox answered ${answer.status}.` };
  } catch {
    return { error: "The sandbox does not answer." };
  }
}

/** One act of the viewer; see the sandbox's `POST /sandbox/act`. */
export function act(deed, channel = store.world.open?.id) {
  const guild = channelById(channel)?.guild ?? undefined;
  // Who does something has begun.
  if (store.world.welcome) setWelcomed(store.world.welcome.title, true);
  return send("/sandbox/act", { as: store.world.viewer, guild, ...deed });
}
