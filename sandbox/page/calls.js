// What the acting member does, sent to the sandbox, and what is shown while the bot has not answered.

import { act, NO_ANSWER } from "./api.js";
import { toast } from "./dom.js";
import { openForm } from "./form.js";
import { publish, refresh, store } from "./store.js";

/** Presses a button or chooses in a menu of a message. */
export async function use(message, customId, deed) {
  const key = `${message.id}:${customId}`;
  if (store.waiting.has(key)) return;
  const viewer = store.world.viewer;
  store.waiting.add(key);
  store.failures.delete(message.id);
  publish();
  const answer = await act({ ...deed, message: message.id }, message.channel_id);
  store.waiting.delete(key);
  if (answer.error) toast(answer.error);
  if (answer.kind === "failed") store.failures.set(message.id, NO_ANSWER);
  await refresh();
  if (answer.modal && viewer === store.world.viewer) openForm(answer, key);
}

/** Votes in a poll of a message; answers by their number. */
export async function vote(message, answers) {
  const answer = await act({ do: "vote", message: message.id, answers }, message.channel_id);
  if (answer.error) toast(answer.error);
  await refresh();
}

let commandsSent = 0;

/** Runs a command; returns why it could not be sent, if so. `name` is what the viewer reads of it. */
export async function command(deed, name) {
  const { viewer, open } = store.world;
  const row = { id: `command-${(commandsSent += 1)}`, viewer, channel: open.id, name, failed: false };
  store.commands.push(row);
  publish();
  const answer = await act(deed);
  row.failed = answer.kind === "failed";
  if (!row.failed) forget(row.id);
  await refresh();
  if (answer.modal && viewer === store.world.viewer) openForm(answer);
  return answer.error ?? null;
}

/** Takes the row of a command away. */
export function forget(id) {
  store.commands = store.commands.filter((row) => row.id !== id);
  publish();
}
